import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client.ts';

export function useBlockQueue() {
  return useQuery({
    queryKey: ['block-queue'],
    queryFn: () => ask(api.GET('/api/v1/block-requests/queue')),
    select: (answer) => answer.requests,
    refetchInterval: 60_000,
  });
}

export function useDecisionQueue() {
  return useQuery({
    queryKey: ['decision-queue'],
    queryFn: () => ask(api.GET('/api/v1/decisions/queue')),
    select: (answer) => answer.footage,
    refetchInterval: 60_000,
  });
}

export function useAppeals() {
  return useQuery({
    queryKey: ['appeals'],
    queryFn: () => ask(api.GET('/api/v1/appeals')),
    select: (answer) => answer.appeals,
  });
}
