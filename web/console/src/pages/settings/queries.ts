import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client.ts';

export const usePeople = () =>
  useQuery({ queryKey: ['people'], queryFn: () => ask(api.GET('/api/v1/people')), select: (answer) => answer.people });
export const useKeys = () =>
  useQuery({ queryKey: ['keys'], queryFn: () => ask(api.GET('/api/v1/keys')), select: (answer) => answer.keys });
export const useProofs = () => useQuery({ queryKey: ['proofs'], queryFn: () => ask(api.GET('/api/v1/me/proofs')) });
export const useSessions = () =>
  useQuery({
    queryKey: ['sessions'],
    queryFn: () => ask(api.GET('/api/v1/me/sessions')),
    select: (answer) => answer.sessions,
  });
export const useLetterSettings = () =>
  useQuery({ queryKey: ['letter-settings'], queryFn: () => ask(api.GET('/api/v1/letter-settings')) });
export const useRemovalRules = () =>
  useQuery({
    queryKey: ['rules'],
    queryFn: () => ask(api.GET('/api/v1/rules')),
    select: (answer) => answer.rules,
    staleTime: 3_600_000,
  });
export const useWebhooks = () =>
  useQuery({
    queryKey: ['webhooks'],
    queryFn: () => ask(api.GET('/api/v1/webhooks')),
    select: (answer) => answer.webhooks,
  });
export const useDue = () =>
  useQuery({
    queryKey: ['retention-due'],
    queryFn: () => ask(api.GET('/api/v1/retention/due')),
    select: (answer) => answer.due,
  });
export const useErasures = () =>
  useQuery({
    queryKey: ['erasures'],
    queryFn: () => ask(api.GET('/api/v1/erasures')),
    select: (answer) => answer.erasures,
  });
