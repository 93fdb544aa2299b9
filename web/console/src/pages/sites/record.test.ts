import { describe, expect, it } from 'vitest';
import {
  type Contact,
  type ContactRecord,
  type Operator,
  type Site,
  type Suggestion,
  contactsByMonth,
  likelyTwins,
  operatorRows,
  partiesOf,
  percent,
  plainName,
  responseBars,
  spanOf,
  suggestionNeeds,
} from './record.ts';

const operator = (id: string, name: string, added = '2026-01-01T00:00:00.000Z'): Operator => ({
  id,
  name,
  mail: '',
  language: 'en',
  jurisdiction: 'US',
  added_at: added,
  channels: [],
  languages: [],
  rule: null,
  state: 'reachable',
  abilities: [],
});
const site = (given: Partial<Site> = {}): Site => ({
  id: 'W-1',
  name: 'site.example',
  operator: null,
  added_at: '2026-01-01T00:00:00.000Z',
  kind: 'other',
  owner: null,
  host: null,
  cdn: null,
  registrar: null,
  host_changed_at: null,
  ...given,
});
const record = (given: Partial<ContactRecord>): ContactRecord => ({
  sent: 0,
  removed: 0,
  refused: 0,
  silent: 0,
  waiting: 0,
  false_claims: 0,
  median_hours_to_removal: null,
  share_removed: null,
  ...given,
});
const contact = (at: string, outcome: Contact['outcome']): Contact => ({
  id: 'T-1',
  operator: 'P-1',
  site: null,
  request: null,
  channel: 'mail',
  at,
  outcome,
  outcome_at: null,
});

describe("an operator's figures", () => {
  it('say nothing where nothing is known, and nought where it is nought', () => {
    expect(percent(null)).toBeNull();
    expect(percent(0)).toBe(0);
    expect(percent(0.947)).toBe(95);
    expect(spanOf(null)).toBeNull();
    expect(spanOf(-1)).toBeNull();
    expect(spanOf(0.5)).toEqual({ unit: 'minutes', count: 30 });
    expect(spanOf(47)).toEqual({ unit: 'hours', count: 47 });
    expect(spanOf(48)).toEqual({ unit: 'days', count: 2 });
  });

  it('count the sites that each runs, and wait for the record', () => {
    const rows = operatorRows(
      [operator('P-1', 'One'), operator('P-2', 'Two')],
      [site({ operator: 'P-1' }), site({ operator: 'P-1' }), site({ host: 'P-2' })],
      new Map([['P-2', record({ sent: 3 })]]),
    );
    expect(rows.map((row) => row.sites)).toEqual([2, 0]);
    expect(rows.map((row) => row.record?.sent)).toEqual([undefined, 3]);
  });

  it('stand in the chart by how often they were asked, and never without having been', () => {
    const rows = [
      { operator: operator('P-1', 'Few'), sites: 0, record: record({ sent: 2, refused: 2 }) },
      { operator: operator('P-2', 'Never'), sites: 0, record: record({}) },
      { operator: operator('P-3', 'Many'), sites: 0, record: record({ sent: 9, removed: 8, waiting: 1 }) },
      { operator: operator('P-4', 'Unknown'), sites: 0, record: null },
    ];
    expect(responseBars(rows).map((bar) => bar.name)).toEqual(['Many', 'Few']);
    expect(responseBars(rows, 1)).toHaveLength(1);
    expect(responseBars(rows)[0]?.counts).toEqual({ removed: 8, refused: 0, silent: 0, waiting: 1 });
  });
});

describe('contacts by month', () => {
  it('leave no month out, over the end of a year too', () => {
    const months = contactsByMonth([
      contact('2026-02-03T00:00:00.000Z', 'refused'),
      contact('2025-11-30T23:59:59.000Z', 'undeliverable'),
      contact('2026-02-28T00:00:00.000Z', 'acknowledged'),
    ]);
    expect(months.map((one) => one.month)).toEqual(['2025-11', '2025-12', '2026-01', '2026-02']);
    expect(months[0]?.counts.silent).toBe(1);
    expect(months[1]?.counts).toEqual({ removed: 0, refused: 0, silent: 0, waiting: 0 });
    expect(months[3]?.counts).toEqual({ removed: 0, refused: 1, silent: 0, waiting: 1 });
    expect(contactsByMonth([])).toEqual([]);
  });
});

describe('two entries that may be one operator', () => {
  it('are found through spelling and company forms, the older one first', () => {
    expect(plainName('Old  Albums, Ltd.')).toBe(plainName('OLD ALBUMS'));
    expect(plainName('(주)예시웹하드')).toBe(plainName('예시 웹하드'));
    expect(plainName('Albums')).not.toBe(plainName('Album'));
    const twins = likelyTwins([
      operator('P-2', 'old albums', '2026-03-01T00:00:00.000Z'),
      operator('P-1', 'Old Albums Ltd'),
      operator('P-3', 'Other'),
    ]);
    expect(twins.map(({ older, newer }) => [older.id, newer.id])).toEqual([['P-1', 'P-2']]);
  });
});

describe('a suggestion', () => {
  const suggestion = (party: Suggestion['party'], name: string | null): Suggestion => ({
    id: 'N-1',
    site: 'W-1',
    source: 'whois',
    party,
    channel: { kind: 'mail', address: 'abuse@site.example', language: 'en' },
    name,
    found_at: '2026-01-01T00:00:00.000Z',
    state: 'open',
    decided_at: null,
  });
  const nobody = { operator: null, name: ' ' };

  it('can be taken for a known party, a chosen one, or one that has a name', () => {
    expect(suggestionNeeds(suggestion('host', null), site(), nobody)).toBe('operator_or_name');
    expect(suggestionNeeds(suggestion('host', null), site({ host: 'P-1' }), nobody)).toBeNull();
    expect(suggestionNeeds(suggestion('host', null), site({ owner: 'P-1' }), nobody)).toBe('operator_or_name');
    expect(suggestionNeeds(suggestion('host', 'Host Inc'), site(), nobody)).toBeNull();
    expect(suggestionNeeds(suggestion('host', null), site(), { operator: 'P-2', name: '' })).toBeNull();
    expect(suggestionNeeds(suggestion('host', null), site(), { operator: null, name: 'New' })).toBeNull();
  });

  it("names the parties in the ladder's order", () => {
    expect(partiesOf(site({ operator: 'P-1', cdn: 'P-3' })).map(({ party, operator: id }) => `${party} ${id}`)).toEqual(
      ['site_operator P-1', 'owner null', 'host null', 'cdn P-3', 'registrar null'],
    );
  });
});
