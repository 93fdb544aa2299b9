// The API, typed from docs/openapi.json. Reading:
//   useQuery({ queryKey: ['cases'], queryFn: () => ask(api.GET('/api/v1/cases')) })
// Changing, with a key under which the server does it once however often it is sent:
//   const close = useChange((id: string, key) => ask(api.POST('/api/v1/cases/{case}/close', { params: { path: { case: id }, ...once(key) } })))
import createClient from 'openapi-fetch';
import type { components, paths } from './generated/schema.ts';
import { houseFetch } from './house_fetch.ts';
import { isProblemBody, noAnswer, Problem } from './problem.ts';

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

const send = (request: Request) => fetch(request, { credentials: 'same-origin', cache: 'no-store' });
export const api = createClient<paths>({ baseUrl: location.origin, fetch: houseFetch(send) });

interface Answer<T> { data?: T; error?: unknown; response: Response }

/** The answer, or a Problem thrown. */
export async function ask<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked.catch(() => { throw noAnswer(); });
  if (response.ok) return data as T;
  if (isProblemBody(error)) throw new Problem(error);
  throw new Problem({ type: 'about:blank', title: '', status: response.status, detail: '' });
}

/** The header of a change; once(key) goes beside `path` in `params`. */
export function once(key: string): { header: { 'Idempotency-Key': string } } {
  return { header: { 'Idempotency-Key': key } };
}
