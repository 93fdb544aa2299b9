// Papers for a court and what courts decided, as the page fills them in and checks them before they are asked for.
import { parse } from 'smol-toml';
import type { components } from '../../api/generated/schema.ts';

export type CourtPaper = components['schemas']['CourtPaper'];
export type Outcome = components['schemas']['Outcome'];
export type RecordOutcome = components['schemas']['RecordOutcome'];
export type PaperKind = 'support_performance' | 'opinion' | 'petition';
export const paperKinds = ['support_performance', 'opinion', 'petition'] as const satisfies readonly PaperKind[];

export interface Offence {
  readonly code: string;
  readonly ko: string;
  readonly en: string;
  readonly basic: string; // "4y-8y", "unknown", "none"
}

export function offencesOf(toml: string): Offence[] {
  const { type } = parse(toml);
  const tables = Array.isArray(type) ? (type as readonly Readonly<Record<string, unknown>>[]) : [];
  return tables.map((table) => ({
    code: String(table.code ?? ''),
    ko: String(table.ko ?? ''),
    en: String(table.en ?? ''),
    basic: String(table.basic ?? 'unknown'),
  }));
}

/** "2y6m" and "30" are both thirty months; null for what is neither. */
export function monthsOf(text: string): number | null {
  const plain = text.trim();
  if (/^[0-9]{1,4}$/.test(plain)) return Number(plain);
  const [whole, years, months] = /^(?:([0-9]{1,2})y)?(?:([0-9]{1,2})m)?$/.exec(plain) ?? [];
  return whole ? Number(years ?? 0) * 12 + Number(months ?? 0) : null;
}

export function yearsAndMonths(months: number | null): { years: number; months: number } | null {
  return months === null ? null : { years: Math.floor(months / 12), months: months % 12 };
}

/** Where the sentence stands to the range that the court named; null where either is not known. */
export function againstRange(outcome: Outcome): 'below' | 'within' | 'above' | null {
  const { sentence, range_from, range_to } = outcome;
  if (sentence === null || range_from === null || range_to === null) return null;
  if (sentence < range_from) return 'below';
  return sentence > range_to ? 'above' : 'within';
}

export interface OutcomeDraft {
  readonly cases: readonly string[];
  readonly charge: string;
  readonly decidedOn: string;
  readonly court: string;
  readonly number: string;
  readonly offence: string;
  readonly judgement: NonNullable<RecordOutcome['judgement']>;
  readonly appealed: NonNullable<RecordOutcome['appealed']>;
  readonly demand: string;
  readonly sentence: string;
  readonly suspended: string;
  readonly rangeFrom: string;
  readonly rangeTo: string;
  readonly employmentRestriction: string;
}

export type DraftFault =
  'cases' | 'charge' | 'decidedOn' | 'demand' | 'sentence' | 'suspended' | 'range' | 'employmentRestriction';

/** The faults of a draft by field; an empty list can be recorded. Months stay empty where nobody knows them. */
export function draftFaults(draft: OutcomeDraft, today: string): DraftFault[] {
  const faults: DraftFault[] = [];
  if (draft.cases.length === 0) faults.push('cases');
  if (draft.charge.trim() === '') faults.push('charge');
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(draft.decidedOn) || draft.decidedOn > today) faults.push('decidedOn');
  for (const field of ['demand', 'sentence', 'suspended', 'employmentRestriction'] as const) {
    if (draft[field].trim() !== '' && monthsOf(draft[field]) === null) faults.push(field);
  }
  const [from, to] = [monthsOf(draft.rangeFrom), monthsOf(draft.rangeTo)];
  const given = draft.rangeFrom.trim() !== '' || draft.rangeTo.trim() !== '';
  if (given && (from === null || to === null || from > to)) faults.push('range');
  return faults;
}

export function outcomeOf(draft: OutcomeDraft): RecordOutcome {
  const months = (text: string): number | null => (text.trim() === '' ? null : monthsOf(text));
  const words = (text: string): string | null => text.trim() || null;
  return {
    cases: [...draft.cases],
    charge: draft.charge.trim(),
    decided_on: draft.decidedOn,
    court: words(draft.court),
    number: words(draft.number),
    offence: words(draft.offence),
    judgement: draft.judgement,
    appealed: draft.appealed,
    demand: months(draft.demand),
    sentence: months(draft.sentence),
    suspended: months(draft.suspended),
    range_from: months(draft.rangeFrom),
    range_to: months(draft.rangeTo),
    employment_restriction: months(draft.employmentRestriction),
  };
}

/** Bytes of a paper: it is handed out once, in base 64, and not kept. */
export function pdfOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
