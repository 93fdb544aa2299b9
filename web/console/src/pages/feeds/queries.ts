import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client.ts';

export function useFeeds() {
  return useQuery({
    queryKey: ['feeds'],
    queryFn: () => ask(api.GET('/api/v1/feeds')),
    select: (answer) => answer.feeds,
  });
}

export function useBlockLists() {
  return useQuery({
    queryKey: ['block-lists'],
    queryFn: () => ask(api.GET('/api/v1/block-lists')),
    select: (answer) => answer.lists,
  });
}

export function useOrganisations(enabled: boolean) {
  return useQuery({
    queryKey: ['organisations'],
    queryFn: () => ask(api.GET('/api/v1/organisations')),
    select: (answer) => answer.organisations,
    enabled,
  });
}

export function useBlockRequests() {
  return useQuery({
    queryKey: ['block-requests'],
    queryFn: () => ask(api.GET('/api/v1/block-requests')),
    select: (answer) => answer.requests,
  });
}
