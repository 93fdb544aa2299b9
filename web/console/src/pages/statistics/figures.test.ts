import { describe, expect, it } from 'vitest';
import {
  anyHidden,
  barsOf,
  figuresOf,
  isEmpty,
  isUnfinished,
  type Statistics,
  yearOf,
  yearsToChoose,
} from './figures.ts';

const statistics = (tables: Statistics['tables']): Statistics => ({
  from: '',
  to: '',
  tables,
  outcomes: [],
  removed: null,
  gone_by_word: null,
  median_hours: null,
  p90_hours: null,
});

describe('a hidden count', () => {
  const table = {
    name: 'age_band',
    total: 20,
    rows: [
      { key: 'teens', count: 5 },
      { key: 'twenties', count: null },
      { key: 'thirties', count: 0 },
    ],
  };

  it('is neither nought nor a share', () => {
    expect(figuresOf(table)).toEqual([
      { key: 'teens', count: 5, share: 0.25 },
      { key: 'twenties', count: null, share: null },
      { key: 'thirties', count: 0, share: 0 },
    ]);
    expect(figuresOf({ ...table, total: null }).every((figure) => figure.share === null)).toBe(true);
    expect(figuresOf({ ...table, total: 0 }).every((figure) => figure.share === null)).toBe(true);
  });

  it('is told of, in a row or in the sum', () => {
    expect(anyHidden(statistics([table]))).toBe(true);
    expect(anyHidden(statistics([{ name: 'x', total: null, rows: [] }]))).toBe(true);
    expect(anyHidden(statistics([{ name: 'x', total: 7, rows: [{ key: 'a', count: 7 }] }]))).toBe(false);
  });

  it('stands last in the chart, and nought not at all', () => {
    expect(barsOf(figuresOf(table), (key) => key)).toEqual([
      { label: 'teens', value: 5 },
      { label: 'twenties', value: null },
    ]);
  });

  it('is not an empty report', () => {
    expect(isEmpty(statistics([{ name: 'x', total: null, rows: [] }]))).toBe(false);
    expect(isEmpty(statistics([{ name: 'x', total: 0, rows: [] }]))).toBe(true);
  });
});

describe('a year', () => {
  it('begins and ends at midnight in Seoul', () => {
    expect(yearOf(2026)).toEqual({ from: '2025-12-31T15:00:00.000Z', to: '2026-12-31T15:00:00.000Z' });
  });

  it('is the one that it is in Seoul', () => {
    expect(yearsToChoose(new Date('2026-12-31T14:59:59Z'), 2)).toEqual([2026, 2025]);
    expect(yearsToChoose(new Date('2026-12-31T15:00:00Z'), 2)).toEqual([2027, 2026]);
  });

  it('is unfinished until its last moment', () => {
    expect(isUnfinished(2026, new Date('2026-12-31T14:59:59Z'))).toBe(true);
    expect(isUnfinished(2026, new Date('2026-12-31T15:00:00Z'))).toBe(false);
  });
});
