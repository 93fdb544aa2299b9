// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  againstRange,
  draftFaults,
  monthsOf,
  offencesOf,
  type Outcome,
  type OutcomeDraft,
  outcomeOf,
  pdfOf,
  yearsAndMonths,
} from './papers.ts';

const guideline = readFileSync(
  new URL('../../../../../data/guideline/child_exploitation.toml', import.meta.url),
  'utf-8',
);

const draft = (given: Partial<OutcomeDraft> = {}): OutcomeDraft => ({
  cases: ['C-1'],
  charge: '배포',
  decidedOn: '2026-11-20',
  court: ' ',
  number: '',
  offence: '',
  judgement: 'imprisonment',
  appealed: 'no',
  demand: '',
  sentence: '3y',
  suspended: '',
  rangeFrom: '',
  rangeTo: '',
  employmentRestriction: '',
  ...given,
});

describe('times', () => {
  it('are months, typed as people type them', () => {
    expect(['36', '3y', '2y6m', '6m', ' 12 '].map(monthsOf)).toEqual([36, 36, 30, 6, 12]);
    expect(['', '3 years', 'y', '-1', '1.5y'].map(monthsOf)).toEqual([null, null, null, null, null]);
    expect(yearsAndMonths(30)).toEqual({ years: 2, months: 6 });
    expect(yearsAndMonths(null)).toBeNull();
  });

  it('stand below, within or above the range, bounds among it', () => {
    const outcome = (sentence: number | null, from: number | null, to: number | null) =>
      againstRange({ sentence, range_from: from, range_to: to } as Outcome);
    expect([29, 30, 72, 73].map((sentence) => outcome(sentence, 30, 72))).toEqual([
      'below',
      'within',
      'within',
      'above',
    ]);
    expect(outcome(null, 30, 72)).toBeNull();
    expect(outcome(30, null, 72)).toBeNull();
  });
});

describe('a draft', () => {
  it('that is whole has no faults, and leaves unknown what is not known', () => {
    expect(draftFaults(draft(), '2026-11-22')).toEqual([]);
    expect(outcomeOf(draft())).toMatchObject({
      sentence: 36,
      demand: null,
      court: null,
      range_from: null,
      decided_on: '2026-11-20',
    });
  });

  it('names each fault at its field', () => {
    const faults = (given: Partial<OutcomeDraft>) => draftFaults(draft(given), '2026-11-22').join(' ');
    expect(faults({ cases: [], charge: ' ' })).toBe('cases charge');
    expect(faults({ decidedOn: '2026-11-23' })).toBe('decidedOn');
    expect(faults({ decidedOn: 'yesterday' })).toBe('decidedOn');
    expect(faults({ demand: 'long', suspended: 'x' })).toBe('demand suspended');
    expect(faults({ rangeFrom: '6y', rangeTo: '2y' })).toBe('range');
    expect(faults({ rangeFrom: '2y6m' })).toBe('range');
    expect(faults({ rangeFrom: '2y6m', rangeTo: '6y' })).toBe('');
  });
});

it('the offences are those of the guideline, unknown where it says so', () => {
  const offences = offencesOf(guideline);
  expect(offences.map((one) => one.code)).toContain('production');
  expect(offences.every((one) => one.ko && one.en && one.basic)).toBe(true);
});

it("a paper's bytes come out as they were", () => {
  expect([...pdfOf(btoa('%PDF\u00ff'))]).toEqual([0x25, 0x50, 0x44, 0x46, 0xff]);
});
