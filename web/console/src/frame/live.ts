// What others do shows by itself: the server's stream of changes (docs/formats/events.md) only says that something
// has changed, and what is on the page is then read anew. Read with fetch, as an EventSource cannot say who we are.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { isAtWork } from '../api/reads.ts';
import { useSession } from '../session/session.tsx';

const restMs = 30_000;

/** How many whole events (ended by an empty line) a piece of the stream brings, and what is left of it. */
export function eventsIn(text: string): { events: number; rest: string } {
  const parts = text.replace(/\r\n?/g, '\n').split('\n\n');
  const rest = parts.pop() ?? '';
  return { events: parts.filter((part) => /^data:/m.test(part)).length, rest };
}

async function follow(signal: AbortSignal, changed: () => void): Promise<void> {
  const response = await fetch('/api/v1/events', { headers: { 'Jium-Console': '1', Accept: 'text/event-stream' }, signal, credentials: 'same-origin' });
  if (!response.ok || !response.body) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const found = eventsIn(rest + value);
    rest = found.rest;
    if (found.events > 0) changed();
  }
}

export function useLiveChanges(): void {
  const { may } = useSession();
  const queries = useQueryClient();
  const follows = may('GET /api/v1/events');
  useEffect(() => {
    if (!follows) return;
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    // In front of an empty chair nothing is read and no stream is opened: what changed is only noted, so that the
    // session ends in its time.
    const changed = () => void queries.invalidateQueries({ refetchType: isAtWork() ? 'active' : 'none' });
    const again = () => {
      if (ending.signal.aborted) return;
      void (isAtWork() ? follow(ending.signal, changed) : Promise.resolve()).catch(() => undefined)
        .finally(() => { if (!ending.signal.aborted) timer = setTimeout(again, restMs); });
    };
    again();
    return () => { ending.abort(); clearTimeout(timer); };
  }, [follows, queries]);
}
