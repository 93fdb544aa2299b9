import { describe, expect, it } from 'vitest';
import type { Schema } from '../api/client.ts';
import { nextAction } from './cases/next.ts';
import { inGroups, piecesOf, standing, toRegister } from './register/prints.ts';
import { laneOf } from './requests/clock.ts';
import { addressesIn } from './sightings/addresses.ts';
import { whatIsDue } from './today/due.ts';

type View = Schema<'CaseView'>;
const now = Date.parse('2026-11-22T12:00:00Z');
const request = (id: string, state: string, more = {}) => ({ id, state, sighting: 'S', case: 'C', rung: 'host', due_at: null, ...more }) as unknown as Schema<'RemovalRequest'>;
const sighting = (id: string, state: string) => ({ id, state }) as unknown as Schema<'Sighting'>;
const view = (more: object): View => ({
  case: { state: 'active', consent: { removal: true } }, footage: [{ state: 'registered' }], sightings: [], requests: [], history: [], ...more,
}) as unknown as View;

describe('the next thing for a case', () => {
  it('is consent before anything else, and footage before places', () => {
    expect(nextAction(view({ case: { state: 'active', consent: { removal: false } } }))).toBe('ask_consent');
    expect(nextAction(view({ footage: [{ state: 'withdrawn' }] }))).toBe('register');
    expect(nextAction(view({}))).toBe('look_for_places');
  });
  it('is a draft before new requests, and new requests before waiting', () => {
    expect(nextAction(view({ sightings: [sighting('S', 'live'), sighting('T', 'live')], requests: [request('R', 'drafted')] }))).toBe('confirm_drafts');
    expect(nextAction(view({ sightings: [sighting('S', 'live'), sighting('T', 'live')], requests: [request('R', 'sent')] }))).toBe('ask_removal');
    expect(nextAction(view({ sightings: [sighting('S', 'live')], requests: [request('R', 'sent')] }))).toBe('wait_for_answers');
  });
  it('is to look at what was refused while it is live, to wait for proof of what is said, and to close when all is gone', () => {
    expect(nextAction(view({ sightings: [sighting('S', 'live')], requests: [request('R', 'overdue')] }))).toBe('look_at_refusals');
    expect(nextAction(view({ sightings: [sighting('S', 'gone')], requests: [request('R', 'removed')] }))).toBe('wait_for_proof');
    expect(nextAction(view({ sightings: [sighting('S', 'gone')], requests: [request('R', 'verified')] }))).toBe('close');
  });
  it('leaves what rests or is closed alone', () => {
    expect(nextAction(view({ case: { state: 'resting', consent: { removal: true } }, requests: [request('R', 'drafted')] }))).toBe('wake');
    expect(nextAction(view({ case: { state: 'closed', consent: { removal: false } } }))).toBe('reopen_or_leave');
  });
});

describe('what is due', () => {
  it('has drafts first, then by date; of tasks and ladders only what is due within a day and for a person', () => {
    const task = (id: string, due_at: string, state = 'open') => ({ id, state, due_at, case: null, kind: 'other' }) as unknown as Schema<'Task'>;
    const ladder = (sighting_: string, what: string, at: string) => ({ sighting: sighting_, case: 'C', next: { what, at } }) as unknown as Schema<'LadderLine'>;
    const due = whatIsDue(
      [request('late', 'overdue', { due_at: '2026-11-21T12:00:00Z' }), request('draft', 'drafted'), request('sent', 'sent')],
      [task('soon', '2026-11-22T20:00:00Z'), task('later', '2026-11-25T00:00:00Z'), task('ended', '2026-11-22T13:00:00Z', 'done')],
      [ladder('by-hand', 'by_hand', '2026-11-22T13:00:00Z'), ladder('machine', 'await_clock', '2026-11-22T13:00:00Z'), ladder('far', 'review', '2026-12-22T13:00:00Z')], now);
    expect(due.map((one) => one.key)).toEqual(['draft', 'late', 'by-hand', 'soon']);
  });
});

describe('the lane of a request', () => {
  it.each([
    ['drafted', null, 'to_confirm'], ['confirmed', null, 'leaving'], ['sent', '2026-11-25T12:00:00Z', 'clock_runs'], ['sent', '2026-11-23T11:59:00Z', 'clock_near'],
    ['acknowledged', null, 'clock_runs'], ['overdue', '2026-11-21T00:00:00Z', 'over'], ['refused', null, 'over'], ['removed', null, 'proving'], ['verified', null, 'done'],
  ] as const)('of one that is %s, due %s, is %s', (state, due_at, lane) => {
    expect(laneOf({ state, due_at }, now)).toBe(lane);
  });
});

describe('what jium hash writes', () => {
  const file = '{"file":"/secret/name.png","kind":"image","fingerprints":[{"algorithm":"pdq","value":"ab","quality":100},{"algorithm":"picture-query","value":"cd"},{"algorithm":"unheard-of","value":"ef"}]}';
  it('is read as a document, a list and a line each, without the name of the file', () => {
    for (const text of [`{"files":[${file},${file}]}`, `[${file},${file}]`, `${file}\n${file}\n`]) {
      const pieces = piecesOf(text);
      expect(pieces).toHaveLength(2);
      expect(pieces[0]).toMatchObject({ kind: 'image', state: 'hashed' });
      expect(pieces[0]!.prints.map((one) => one.algorithm)).toEqual(['pdq', 'picture-query']);
      expect(JSON.stringify(pieces)).not.toContain('secret');
    }
  });
  it('is refused whole when it is something else', () => {
    for (const text of ['', 'no json', '{"fingerprints":[]}', '[1]', 'null', `[${file},{}]`]) expect(() => piecesOf(text)).toThrow();
  });
  it('is asked with queries, and registered without them', () => {
    expect(toRegister(piecesOf(file)[0]!.prints).map((one) => one.algorithm)).toEqual(['pdq']);
  });
});

describe('what a piece is', () => {
  const match = (witness: string) => ({ matches: [{ witness }], elsewhere: [] }) as unknown as Schema<'FileMatches'>;
  it('known by a digest, related by anything else or anywhere else, new by nothing', () => {
    expect(standing(match('digest'))).toBe('known');
    expect(standing(match('pdq'))).toBe('related');
    expect(standing({ matches: [], elsewhere: [{}] } as unknown as Schema<'FileMatches'>)).toBe('related');
    expect(standing({ matches: [], elsewhere: [] })).toBe('new');
  });
  it('is asked about in groups that lose nothing', () => {
    expect(inGroups([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(inGroups([], 2)).toEqual([]);
  });
});

describe('addresses that are pasted', () => {
  it('are taken once each, in order, and the rest is counted', () => {
    expect(addressesIn('https://b.example/1\nnothing here\n\n http://a.example/2 \r\nhttps://b.example/1')).toEqual({ addresses: ['https://b.example/1', 'http://a.example/2'], notUnderstood: 1, twice: 1 });
  });
  it('are found in any column of a table, quoted or not, with the commas that are theirs', () => {
    expect(addressesIn('"7","https://a.example/x,y","seen ""today"""').addresses).toEqual(['https://a.example/x,y']);
    expect(addressesIn('1;https://a.example/1;x').addresses).toEqual(['https://a.example/1;x']);
    expect(addressesIn('when\thttps://a.example/1\tmore').addresses).toEqual(['https://a.example/1']);
    expect(addressesIn('https://a.example/1,https://b.example/2').addresses).toEqual(['https://a.example/1', 'https://b.example/2']);
    expect(addressesIn('javascript:alert(1)\nfile:///etc/passwd').addresses).toEqual([]);
  });
});
