import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client.ts';

/** A hundred at a time, the newest first; each look is an entry itself. */
export function useLog() {
  return useInfiniteQuery({
    queryKey: ['log'],
    queryFn: ({ pageParam }) =>
      ask(api.GET('/api/v1/log', { params: { query: pageParam === null ? {} : { before: String(pageParam) } } })),
    initialPageParam: null as number | null,
    getNextPageParam: ({ entries }) => (entries.length < 100 ? undefined : entries.at(-1)?.seq),
    refetchOnWindowFocus: false,
    refetchOnMount: false,
  });
}

export function useCheckpoint() {
  return useQuery({
    queryKey: ['checkpoint'],
    queryFn: () => ask(api.GET('/api/v1/log/checkpoint', { params: { query: {} } })),
  });
}
