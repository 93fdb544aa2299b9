import { expect, it } from 'vitest';
import { shareHeld, standingOf, toCallFirst } from './standing.ts';

const now = new Date('2026-11-22T12:00:00Z');
const feed = (waiting: number, since: string | null, acknowledged: string | null = '2026-01-01T00:00:00Z') => ({
  waiting,
  waiting_since: since,
  acknowledged_at: acknowledged,
});

it('a platform is late after a day, and never is one that nothing waits for', () => {
  expect(standingOf(feed(0, '2020-01-01T00:00:00Z'), now)).toBe('up_to_date');
  expect(standingOf(feed(0, null, null), now)).toBe('up_to_date');
  expect(standingOf(feed(3, '2026-11-21T12:00:01Z'), now)).toBe('behind');
  expect(standingOf(feed(3, '2026-11-21T12:00:00Z'), now)).toBe('late');
  expect(standingOf(feed(3, '2026-11-22T11:00:00Z', null), now)).toBe('never');
  expect(standingOf(feed(3, null), now)).toBe('behind');
});

it('whom to call first stands first', () => {
  const feeds = [
    feed(0, null),
    feed(2, '2026-11-22T11:00:00Z'),
    feed(9, '2026-11-01T00:00:00Z'),
    feed(1, null, null),
    feed(20, '2026-11-01T00:00:00Z'),
  ];
  expect(toCallFirst(feeds, now).map((one) => one.waiting)).toEqual([20, 9, 1, 2, 0]);
});

it('the share that is held ends at all of it', () => {
  expect(shareHeld({ last_seq: 0, acknowledged_seq: 0 })).toBe(1);
  expect(shareHeld({ last_seq: 8, acknowledged_seq: 2 })).toBe(0.25);
  expect(shareHeld({ last_seq: 8, acknowledged_seq: 9 })).toBe(1);
});
