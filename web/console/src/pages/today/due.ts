// What waits for an officer today: pure, so that it can be tested.
import type { Schema } from '../../api/client.ts';

type Request = Schema<'RemovalRequest'>;
type Task = Schema<'Task'>;
type Ladder = Schema<'LadderLine'>;

export interface Due { key: string; what: 'task' | 'drafted' | 'overdue' | 'ladder'; case: string | null; at: string | null; to: string; detail: string }

const dayMs = 86_400_000;

/** In the order in which it is due; what has no date (drafts) comes first, for nothing happens without them. */
export function whatIsDue(requests: readonly Request[], tasks: readonly Task[], ladders: readonly Ladder[], now: number): Due[] {
  const soon = (at: string) => Date.parse(at) <= now + dayMs;
  const due: Due[] = [
    ...requests.filter((one) => one.state === 'drafted')
      .map((one): Due => ({ key: one.id, what: 'drafted', case: one.case, at: null, to: `/requests/one/${one.id}`, detail: one.rung })),
    ...requests.filter((one) => one.state === 'overdue')
      .map((one): Due => ({ key: one.id, what: 'overdue', case: one.case, at: one.due_at, to: `/requests/one/${one.id}`, detail: one.rung })),
    ...tasks.filter((one) => one.state === 'open' && soon(one.due_at))
      .map((one): Due => ({ key: one.id, what: 'task', case: one.case, at: one.due_at, to: `/requests/tasks/${one.id}`, detail: one.kind })),
    ...ladders.filter((one) => one.next !== null && soon(one.next.at) && ['by_hand', 'look_at_host', 'review'].includes(one.next.what))
      .map((one): Due => ({ key: one.sighting, what: 'ladder', case: one.case, at: one.next!.at, to: `/cases/${one.case}`, detail: one.next!.what })),
  ];
  return due.sort((a, b) => (a.at ? Date.parse(a.at) : 0) - (b.at ? Date.parse(b.at) : 0));
}
