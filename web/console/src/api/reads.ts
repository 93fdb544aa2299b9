// What several pages read; one name for each, so that what is changed once is new everywhere.
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSession } from '../session/session.tsx';
import { api, ask, type Schema } from './client.ts';

const pageOf = '500';

/** All pages of a list that comes in pages. */
export async function everyPage<Item>(page: (after: string | undefined) => Promise<{ items: Item[]; next: string | null }>): Promise<Item[]> {
  const all: Item[] = [];
  let after: string | undefined;
  do {
    const { items, next } = await page(after);
    all.push(...items);
    after = next ?? undefined;
  } while (after !== undefined);
  return all;
}
const cursor = (after: string | undefined) => ({ params: { query: { limit: pageOf, ...(after ? { after } : {}) } } });

export function useCases() {
  const { may } = useSession();
  return useQuery({ queryKey: ['cases'], queryFn: async () => (await ask(api.GET('/api/v1/cases'))).cases, enabled: may('GET /api/v1/cases') });
}

/** The pseudonym of a case, where it is known here; its id otherwise. */
export function useCaseNames(): (id: string | null) => string {
  const { data } = useCases();
  return useMemo(() => {
    const names = new Map((data ?? []).map((one) => [one.id, one.pseudonym]));
    return (id: string | null) => id === null ? '' : names.get(id) ?? id;
  }, [data]);
}

export function useCase(id: string) {
  return useQuery({ queryKey: ['cases', id], queryFn: () => ask(api.GET('/api/v1/cases/{case}', { params: { path: { case: id } } })) });
}

export function useRequests() {
  const { may } = useSession();
  return useQuery({
    queryKey: ['requests'], enabled: may('GET /api/v1/requests'),
    queryFn: () => everyPage<Schema<'RemovalRequest'>>(async (after) => {
      const page = await ask(api.GET('/api/v1/requests', cursor(after)));
      return { items: page.requests, next: page.next };
    }),
  });
}

export function useTasks(state: 'open' | 'all' = 'open') {
  const { may } = useSession();
  return useQuery({
    queryKey: ['tasks', state], enabled: may('GET /api/v1/tasks'),
    queryFn: () => everyPage<Schema<'Task'>>(async (after) => {
      const page = await ask(api.GET('/api/v1/tasks', { params: { query: { state, limit: pageOf, ...(after ? { after } : {}) } } }));
      return { items: page.tasks, next: page.next };
    }),
  });
}

export function useReplies(waiting: boolean) {
  const { may } = useSession();
  return useQuery({ queryKey: ['replies', waiting], enabled: may('GET /api/v1/replies'),
    queryFn: async () => (await ask(api.GET('/api/v1/replies', { params: { query: waiting ? { waiting: 'true' } : {} } }))).replies });
}

export function useLadders() {
  const { may } = useSession();
  return useQuery({
    queryKey: ['ladders'], enabled: may('GET /api/v1/ladders'),
    queryFn: () => everyPage<Schema<'LadderLine'>>(async (after) => {
      const page = await ask(api.GET('/api/v1/ladders', cursor(after)));
      return { items: page.ladders, next: page.next };
    }),
  });
}

export function useAlarms() {
  const { may } = useSession();
  return useQuery({ queryKey: ['alarms'], enabled: may('GET /api/v1/alarms'), refetchInterval: whileAtWork(),
    queryFn: async () => (await ask(api.GET('/api/v1/alarms', { params: { query: { unseen: 'true' } } }))).alarms });
}

// A session ends after 15 minutes without a request. Looking again by itself must not keep one open in front of an
// empty chair: it stops five minutes after the last sign of a person.
const lookEveryMs = 60_000;
const awayMs = 5 * 60_000;
let lastSign = Date.now();
for (const event of ['pointermove', 'keydown'] as const)
  globalThis.document?.addEventListener(event, () => { lastSign = Date.now(); }, { passive: true });
export function isAtWork(): boolean {
  return Date.now() - lastSign < awayMs;
}
export function whileAtWork(): () => number | false {
  return () => isAtWork() ? lookEveryMs : false;
}
