// The yearly figures as the page shows them. A hidden count is not nought and not a dash: it is said to be hidden, in
// the table, in the chart and in the file. The rules of hiding are the server's (docs/operating/statistics.md).
import type { components } from '../../api/generated/schema.ts';

export type Statistics = components['schemas']['Statistics'];
export type StatisticsTable = components['schemas']['StatisticsTable'];

export interface Figure {
  readonly key: string;
  readonly count: number | null; // null: hidden
  readonly share: number | null; // of the total; null where either is hidden, or nobody was counted
}

export function figuresOf(table: StatisticsTable): Figure[] {
  return table.rows.map(({ key, count }) => ({
    key,
    count,
    share: count === null || table.total === null || table.total === 0 ? null : count / table.total,
  }));
}

export function anyHidden(statistics: Statistics): boolean {
  return statistics.tables.some((table) => table.total === null || table.rows.some((row) => row.count === null));
}

/** Nothing was counted at all: there is nothing to print or to draw yet. */
export function isEmpty(statistics: Statistics): boolean {
  return statistics.tables.every((table) => table.total === 0);
}

/** A whole year at the place of the centre, as the instants that the API takes. Korea has no summer time. */
export function yearOf(year: number): { from: string; to: string } {
  return { from: `${year - 1}-12-31T15:00:00.000Z`, to: `${year}-12-31T15:00:00.000Z` };
}

/** This year and the years before it that a centre is likely to look at, newest first. */
export function yearsToChoose(now: Date, most = 6): number[] {
  const year = new Date(now.getTime() + 9 * 3_600_000).getUTCFullYear();
  return Array.from({ length: most }, (_, back) => year - back);
}

/** A year that is not over: its figures will change, and two reports of it can be subtracted from one another. */
export function isUnfinished(year: number, now: Date): boolean {
  return Date.parse(yearOf(year).to) > now.getTime();
}

export interface Bar {
  readonly label: string;
  readonly value: number | null;
}

/** Rows in the chart: the largest first, hidden ones last, and those of nobody left out. */
export function barsOf(figures: readonly Figure[], label: (key: string) => string): Bar[] {
  return figures
    .filter((figure) => figure.count !== 0)
    .map((figure) => ({ label: label(figure.key), value: figure.count }))
    .sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
}
