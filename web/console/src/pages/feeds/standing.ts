// What platforms have and have acknowledged. Late is not guilty: a platform that is behind is named with the number of
// entries and since when, in the order in which somebody would call them.
import type { components } from '../../api/generated/schema.ts';

export type FeedStanding = components['schemas']['FeedStanding'];
export type BlockListStanding = components['schemas']['BlockListStanding'];
export type Appeal = components['schemas']['Appeal'];

export type Standing = 'up_to_date' | 'behind' | 'late' | 'never';

/** Behind for an hour is a slow reader; behind for a day is somebody to call. */
const lateAfterHours = 24;

export function standingOf(
  feed: Pick<FeedStanding, 'waiting' | 'acknowledged_at' | 'waiting_since'>,
  now: Date,
): Standing {
  if (feed.waiting === 0) return 'up_to_date';
  if (!feed.acknowledged_at) return 'never';
  const since = feed.waiting_since ? Date.parse(feed.waiting_since) : now.getTime();
  return now.getTime() - since >= lateAfterHours * 3_600_000 ? 'late' : 'behind';
}

const order: readonly Standing[] = ['late', 'never', 'behind', 'up_to_date'];

export function toCallFirst<Feed extends Pick<FeedStanding, 'waiting' | 'acknowledged_at' | 'waiting_since'>>(
  feeds: readonly Feed[],
  now: Date,
): Feed[] {
  return [...feeds].sort(
    (a, b) => order.indexOf(standingOf(a, now)) - order.indexOf(standingOf(b, now)) || b.waiting - a.waiting,
  );
}

/** How much of the feed a platform has acknowledged; everything of an empty feed. */
export function shareHeld(feed: Pick<FeedStanding, 'last_seq' | 'acknowledged_seq'>): number {
  return feed.last_seq === 0 ? 1 : Math.min(1, feed.acknowledged_seq / feed.last_seq);
}
