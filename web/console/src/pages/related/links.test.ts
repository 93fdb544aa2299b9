import { describe, expect, it } from 'vitest';
import { actsOf, type CaseLink, endOfDay, graphOf, ranked, turnOf, untilFault } from './links.ts';

const link = (given: Partial<CaseLink>): CaseLink => ({
  id: 'N-1',
  case: 'C-1',
  state: 'suggested',
  strength: 'middle',
  suggested_at: '2026-11-01T00:00:00.000Z',
  grounds: [],
  other_centre: null,
  own_yes: false,
  purpose: null,
  until: null,
  own_fields: [],
  offered_fields: [],
  readable: [],
  own_decline: null,
  ended_by: null,
  ...given,
});

describe('whose turn it is', () => {
  it('follows from the state and our own yes', () => {
    expect(turnOf(link({}))).toBe('ours_to_offer');
    expect(turnOf(link({ state: 'offered' }))).toBe('ours_to_answer');
    expect(turnOf(link({ state: 'offered', own_yes: true }))).toBe('theirs');
    expect(turnOf(link({ state: 'opened' }))).toBe('open');
    expect(turnOf(link({ state: 'ended' }))).toBe('over');
  });

  it('says what can be done, and nothing else', () => {
    const may = (given: Partial<CaseLink>) =>
      Object.entries(actsOf(link(given)))
        .filter(([, yes]) => yes)
        .map(([act]) => act)
        .join(' ');
    expect(may({})).toBe('offer decline');
    expect(may({ state: 'offered' })).toBe('accept decline');
    expect(may({ state: 'offered', own_yes: true })).toBe('change revoke');
    expect(may({ state: 'opened' })).toBe('change revoke');
    expect(may({ state: 'opened', readable: ['site_names'] })).toBe('change revoke read');
    expect(may({ state: 'declined' })).toBe('');
    expect(may({ state: 'declined', own_decline: 'not_now' })).toBe('offer');
    expect(may({ state: 'ended' })).toBe('');
  });
});

it('what waits for us stands first, then what is strong, then what is new', () => {
  const order = ranked([
    link({ id: 'over', state: 'ended', strength: 'strong' }),
    link({ id: 'weak', strength: 'weak' }),
    link({ id: 'theirs', state: 'offered', own_yes: true, strength: 'strong' }),
    link({ id: 'old', strength: 'strong' }),
    link({ id: 'new', strength: 'strong', suggested_at: '2026-11-02T00:00:00.000Z' }),
    link({ id: 'answer', state: 'offered', strength: 'weak' }),
  ]).map((one) => one.id);
  expect(order).toEqual(['answer', 'new', 'old', 'weak', 'theirs', 'over']);
});

it('an offer ends after today and within a year', () => {
  const now = new Date('2026-11-22T12:00:00Z');
  expect(untilFault('', now)).toBe('missing');
  expect(untilFault('2026-11-21', now)).toBe('past');
  expect(untilFault('2026-11-23', now)).toBeNull();
  expect(untilFault('2027-11-22', now)).toBe('too_far');
  expect(untilFault('2027-11-21', now)).toBeNull();
  expect(endOfDay('2026-11-23')).toBe('2026-11-23T14:59:59.000Z');
});

it('the graph joins nothing that nobody joined, and forgets what is over', () => {
  const { nodes, edges } = graphOf(
    [
      link({ id: 'N-1', other_centre: 'B' }),
      link({ id: 'N-2', other_centre: 'B', state: 'opened' }),
      link({ id: 'N-3', case: 'C-2', state: 'declined' }),
    ],
    '?',
  );
  expect(nodes.map((node) => node.id)).toEqual(['C-1', 'other-N-1', 'other-N-2']);
  expect(edges.map((edge) => `${edge.from} ${edge.to} ${edge.state}`)).toEqual([
    'C-1 other-N-1 suggested',
    'C-1 other-N-2 opened',
  ]);
});
