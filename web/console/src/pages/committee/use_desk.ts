import { type KeyboardEvent, useEffect, useReducer, useRef } from 'react';
import { type Desk, emptyDesk, meaningOf, type Queued, type Step, stepped, type Verdict, withQueue } from './queue.ts';

type Turn = { readonly queue: readonly Queued[] } | { readonly step: Step };

function turned(desk: Desk, turn: Turn): Desk {
  return 'queue' in turn ? withQueue(desk, turn.queue) : stepped(desk, turn.step);
}

/** The desk over a queue that changes under it, its keys, and the row under the cursor kept in sight and in focus. */
export function useDesk(queue: readonly Queued[], give: (verdict: Verdict) => void) {
  const [desk, turn] = useReducer(turned, emptyDesk);
  const rows = useRef(new Map<string, HTMLElement>());
  const walked = useRef(false);
  useEffect(() => turn({ queue }), [queue]);
  useEffect(() => {
    // Only after a key: a queue that grows must not take the focus from where somebody works.
    if (walked.current && desk.cursor) rows.current.get(desk.cursor)?.focus();
    walked.current = false;
  }, [desk.cursor]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.target instanceof HTMLElement &&
      event.target.closest('input, button, select, textarea, [role="combobox"]')
    )
      return;
    const meaning = meaningOf(event);
    if (!meaning) return;
    event.preventDefault();
    if ('verdict' in meaning) return give(meaning.verdict);
    walked.current = true;
    turn({ step: meaning });
  };
  const rowRef = (id: string) => (element: HTMLElement | null) => {
    if (element) rows.current.set(id, element);
    else rows.current.delete(id);
  };
  return { desk, step: (step: Step) => turn({ step }), onKeyDown, rowRef };
}
