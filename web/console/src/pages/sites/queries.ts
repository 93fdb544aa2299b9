import { useQueries, useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client.ts';
import type { ContactRecord } from './record.ts';

export function useOperators() {
  return useQuery({
    queryKey: ['operators'],
    queryFn: () => ask(api.GET('/api/v1/operators')),
    select: (answer) => answer.operators,
  });
}

export function useSites() {
  return useQuery({
    queryKey: ['sites'],
    queryFn: () => ask(api.GET('/api/v1/sites')),
    select: (answer) => answer.sites,
  });
}

const operatorRecord = (operator: string) => ({
  queryKey: ['operator-record', operator],
  queryFn: () => ask(api.GET('/api/v1/operators/{operator}/record', { params: { path: { operator } } })),
  staleTime: 300_000,
});

export function useOperatorRecord(operator: string) {
  return useQuery(operatorRecord(operator));
}

/** The records of these operators; each look is an entry of the log, so they are asked for once in five minutes. */
export function useOperatorRecords(operators: readonly string[]): ReadonlyMap<string, ContactRecord> {
  return useQueries({
    queries: operators.map(operatorRecord),
    combine: (answers) =>
      new Map(
        answers.flatMap(({ data }, i) => {
          const operator = operators[i];
          return data && operator ? [[operator, data.record] as const] : [];
        }),
      ),
  });
}

export function useSiteRecord(site: string) {
  return useQuery({
    queryKey: ['site-record', site],
    queryFn: () => ask(api.GET('/api/v1/sites/{site}/record', { params: { path: { site } } })),
    staleTime: 300_000,
  });
}

export function useSuggestions(site: string) {
  return useQuery({
    queryKey: ['suggestions', site],
    queryFn: () => ask(api.GET('/api/v1/sites/{site}/suggestions', { params: { path: { site } } })),
    select: (answer) => answer.suggestions,
  });
}

export function useRules() {
  return useQuery({
    queryKey: ['rules'],
    queryFn: () => ask(api.GET('/api/v1/rules')),
    select: (answer) => answer.rules,
    staleTime: 3_600_000,
  });
}
