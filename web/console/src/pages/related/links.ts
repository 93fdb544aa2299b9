// Links between cases of different centres, as an officer decides about them: the strongest first, what waits for us
// before what waits for others, and a graph that never holds more than the list says.
import type { components } from '../../api/generated/schema.ts';

export type CaseLink = components['schemas']['CaseLink'];
export type LinkGround = components['schemas']['LinkGround'];
export type SharedField = components['schemas']['OfferLink']['fields'][number];
export type DeclineReason = components['schemas']['DeclineLink']['reason'];

export const sharedFields = [
  'officer_contact',
  'investigation_number',
  'footage_counts',
  'sighting_dates',
  'site_names',
  'removal_counts',
  'trace_kinds',
] as const satisfies readonly SharedField[];

export const declineReasons = [
  'not_the_same',
  'too_common',
  'survivor_refuses',
  'not_now',
  'no_basis',
] as const satisfies readonly DeclineReason[];

export type Turn = 'ours_to_offer' | 'ours_to_answer' | 'theirs' | 'open' | 'over';

/** Whose turn it is. An offer names the other centre; a yes of ours waits for theirs. */
export function turnOf(link: CaseLink): Turn {
  switch (link.state) {
    case 'suggested':
      return 'ours_to_offer';
    case 'offered':
      return link.own_yes ? 'theirs' : 'ours_to_answer';
    case 'opened':
      return 'open';
    case 'declined':
    case 'ended':
      return 'over';
  }
}

export interface LinkActs {
  readonly offer: boolean; // a no is taken back by offering
  readonly accept: boolean;
  readonly decline: boolean;
  readonly change: boolean;
  readonly revoke: boolean;
  readonly read: boolean;
}

export function actsOf(link: CaseLink): LinkActs {
  const turn = turnOf(link);
  return {
    offer: turn === 'ours_to_offer' || (link.state === 'declined' && link.own_decline !== null),
    accept: turn === 'ours_to_answer',
    decline: turn === 'ours_to_offer' || turn === 'ours_to_answer',
    change: turn === 'open' || turn === 'theirs',
    revoke: turn === 'open' || turn === 'theirs',
    read: turn === 'open' && link.readable.length > 0,
  };
}

const strengths = ['strong', 'middle', 'weak'];
const turns: readonly Turn[] = ['ours_to_answer', 'ours_to_offer', 'open', 'theirs', 'over'];

/** What waits for us first, then by strength, then the newest. */
export function ranked(links: readonly CaseLink[]): CaseLink[] {
  return [...links].sort(
    (a, b) =>
      turns.indexOf(turnOf(a)) - turns.indexOf(turnOf(b)) ||
      strengths.indexOf(a.strength) - strengths.indexOf(b.strength) ||
      b.suggested_at.localeCompare(a.suggested_at),
  );
}

/** Until when an offer may run: a year is the most. */
export function mostUntil(now: Date): Date {
  const until = new Date(now);
  until.setUTCFullYear(until.getUTCFullYear() + 1);
  return until;
}

export function untilFault(day: string, now: Date): 'missing' | 'past' | 'too_far' | null {
  const until = Date.parse(`${day}T23:59:59.000+09:00`);
  if (Number.isNaN(until)) return 'missing';
  if (until <= now.getTime()) return 'past';
  return until > mostUntil(now).getTime() ? 'too_far' : null;
}

/** The last second of a day in Korea, as the API takes it. */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59.000+09:00`).toISOString();
}

export interface GraphNode {
  readonly id: string;
  readonly kind: 'case' | 'other';
  readonly label: string;
}
export interface GraphEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly strength: CaseLink['strength'];
  readonly state: CaseLink['state'];
}

/**
 * Own cases, and for each link one circle of another centre. What two links lead to is never drawn as one, even where
 * both name the same centre: whether it is the same case there nobody has said.
 */
export function graphOf(links: readonly CaseLink[], unnamed: string): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const nodes = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  for (const link of links.filter((one) => turnOf(one) !== 'over')) {
    nodes.set(link.case, { id: link.case, kind: 'case', label: link.case });
    const other = `other-${link.id}`;
    nodes.set(other, { id: other, kind: 'other', label: link.other_centre ?? unnamed });
    edges.push({ id: link.id, from: link.case, to: other, strength: link.strength, state: link.state });
  }
  return { nodes: [...nodes.values()], edges };
}
