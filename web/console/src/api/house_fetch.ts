// Every request of the console goes through here: same origin, with the header that only our own pages can send,
// and with the two gates (gates.ts) between a refusal and the page.
import { type Gate, pass } from './gates.ts';
import { stepUpType } from './problem.ts';

export type Fetch = (request: Request) => Promise<Response>;

async function gateOf(response: Response): Promise<Gate | undefined> {
  if (response.status === 401) return 'session';
  if (response.status !== 403) return undefined;
  const body = await response.clone().json().catch(() => undefined) as { type?: string } | undefined;
  return body?.type === stepUpType ? 'step_up' : undefined;
}

export function houseFetch(send: Fetch, through: (gate: Gate) => Promise<boolean> = pass): Fetch {
  return async (request) => {
    request.headers.set('Jium-Console', '1');
    for (;;) {
      const again = request.clone();
      const response = await send(request);
      const gate = await gateOf(response);
      if (!gate || !(await through(gate))) return response;
      request = again;
    }
  };
}
