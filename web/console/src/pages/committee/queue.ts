// The committee's queue as a value: where the cursor is, what is chosen, which verdict waits to be given. The page only
// draws it, so that the keyboard and the mouse cannot mean different things.
import type { components } from '../../api/generated/schema.ts';

export type Queued = components['schemas']['QueuedBlockRequest'];
export type Awaiting = components['schemas']['AwaitingFootage'];
export type Counted = components['schemas']['CountedBlockVote'];
export type Verdict = components['schemas']['BlockVote']['verdict'];

/** In the order of the keys 1 to 4. Lifting is a decision of its own and has no digit. */
export const verdicts = [
  'deletion',
  'account_termination',
  'access_blocking',
  'none',
] as const satisfies readonly Verdict[];

export interface Desk {
  readonly ids: readonly string[]; // as they stand in the queue
  readonly voted: ReadonlySet<string>; // by this reviewer: they cannot be voted on again
  readonly cursor: string | null;
  readonly chosen: ReadonlySet<string>;
}

export const emptyDesk: Desk = { ids: [], voted: new Set(), cursor: null, chosen: new Set() };

/** The queue came anew: what is gone leaves cursor and choice, the cursor stays near where it was. */
export function withQueue(desk: Desk, queue: readonly { request: string; voted: boolean }[]): Desk {
  const ids = queue.map((one) => one.request);
  const voted = new Set(queue.filter((one) => one.voted).map((one) => one.request));
  const there = new Set(ids);
  const chosen = new Set([...desk.chosen].filter((id) => there.has(id) && !voted.has(id)));
  return { ids, voted, chosen, cursor: nearest(desk, there, ids) };
}

function nearest(desk: Desk, there: ReadonlySet<string>, ids: readonly string[]): string | null {
  if (desk.cursor && there.has(desk.cursor)) return desk.cursor;
  const was = desk.cursor ? desk.ids.indexOf(desk.cursor) : -1;
  const after = desk.ids.slice(was + 1).find((id) => there.has(id));
  return (was >= 0 ? after : undefined) ?? (was >= 0 ? ids.at(-1) : ids[0]) ?? null;
}

export type Step =
  | { readonly do: 'down' | 'up' | 'first' | 'last' | 'toggle' | 'choose_all' | 'choose_none' }
  | { readonly do: 'go' | 'pick'; readonly request: string };

export function stepped(desk: Desk, step: Step): Desk {
  const at = desk.cursor ? desk.ids.indexOf(desk.cursor) : -1;
  switch (step.do) {
    case 'down':
      return { ...desk, cursor: desk.ids[Math.min(at + 1, desk.ids.length - 1)] ?? null };
    case 'up':
      return { ...desk, cursor: desk.ids[Math.max(at - 1, 0)] ?? null };
    case 'first':
      return { ...desk, cursor: desk.ids[0] ?? null };
    case 'last':
      return { ...desk, cursor: desk.ids.at(-1) ?? null };
    case 'toggle':
      return desk.cursor ? toggled(desk, desk.cursor) : desk;
    case 'pick':
      return toggled({ ...desk, cursor: step.request }, step.request);
    case 'go':
      return desk.ids.includes(step.request) ? { ...desk, cursor: step.request } : desk;
    case 'choose_all':
      return { ...desk, chosen: new Set(desk.ids.filter((id) => !desk.voted.has(id))) };
    case 'choose_none':
      return { ...desk, chosen: new Set() };
  }
}

function toggled(desk: Desk, id: string): Desk {
  if (desk.voted.has(id) || !desk.ids.includes(id)) return desk;
  const chosen = new Set(desk.chosen);
  if (!chosen.delete(id)) chosen.add(id);
  return { ...desk, chosen };
}

/** What a verdict would be about: what is chosen, or else the one under the cursor. */
export function about(desk: Desk): string[] {
  if (desk.chosen.size > 0) return desk.ids.filter((id) => desk.chosen.has(id));
  return desk.cursor && !desk.voted.has(desk.cursor) ? [desk.cursor] : [];
}

export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a key means on the queue; null for keys that belong to the browser or the frame. */
export function meaningOf(key: Key): Step | { readonly verdict: Verdict } | null {
  if (key.metaKey || key.altKey || (key.ctrlKey && key.key !== 'a')) return null;
  if (key.ctrlKey) return { do: 'choose_all' };
  const digit = ['1', '2', '3', '4'].indexOf(key.key);
  const verdict = verdicts[digit];
  if (verdict) return { verdict };
  switch (key.key) {
    case 'j':
    case 'ArrowDown':
      return { do: 'down' };
    case 'k':
    case 'ArrowUp':
      return { do: 'up' };
    case 'Home':
      return { do: 'first' };
    case 'End':
      return { do: 'last' };
    case 'x':
    case ' ':
      return { do: 'toggle' };
    case 'Escape':
      return { do: 'choose_none' };
    default:
      return null;
  }
}

export interface Told {
  readonly counted: number;
  readonly decided: number; // as many reviewers as it takes have said the same now
  readonly refused: readonly Counted[];
}

/** What a batch of votes came to. One vote that cannot be counted hinders no other. */
export function told(votes: readonly Counted[]): Told {
  const counted = votes.filter((vote) => vote.counted);
  return {
    counted: counted.length,
    decided: counted.filter((vote) => vote.state === 'granted' || vote.state === 'denied' || vote.state === 'lifted')
      .length,
    refused: votes.filter((vote) => !vote.counted),
  };
}

/** Whole hours since it was filed; what waits longest is first in the queue. */
export function waitedHours(filedAt: string | null, now: Date): number | null {
  if (!filedAt) return null;
  return Math.max(0, Math.floor((now.getTime() - Date.parse(filedAt)) / 3_600_000));
}
