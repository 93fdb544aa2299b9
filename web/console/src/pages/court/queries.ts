import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client.ts';

export const usePapers = () =>
  useQuery({ queryKey: ['court-papers'], queryFn: () => ask(api.GET('/api/v1/court-papers')) });
export const useOutcomes = () =>
  useQuery({
    queryKey: ['outcomes'],
    queryFn: () => ask(api.GET('/api/v1/outcomes')),
    select: (answer) => answer.outcomes,
  });
export const useOutcomeStatistics = () =>
  useQuery({ queryKey: ['outcome-statistics'], queryFn: () => ask(api.GET('/api/v1/outcomes/statistics')) });

/** The cases that may stand on a paper: those that one is assigned to. */
export function useCases(enabled: boolean) {
  return useQuery({
    queryKey: ['cases'],
    queryFn: () => ask(api.GET('/api/v1/cases')),
    select: (answer) => answer.cases,
    enabled,
  });
}
