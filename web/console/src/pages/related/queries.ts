import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client.ts';

export function useLinks() {
  return useQuery({
    queryKey: ['links'],
    queryFn: () => ask(api.GET('/api/v1/related', { params: { query: {} } })),
    select: (answer) => answer.links,
  });
}
