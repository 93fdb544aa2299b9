// Rules of law as dated data: what is in force today, what is planned, what has ended. Read from data/rules when the
// console is built, where the server has no route for them; a rule is never edited, another follows it.
import { parse } from 'smol-toml';
import type { PreviewRule } from './letter_preview.ts';

export interface RetentionRule {
  readonly id: string;
  readonly record: string;
  readonly inForceFrom: string; // YYYY-MM-DD
  readonly inForceUntil: string | null; // the first day on which it no longer is
  readonly years: number | null; // null: for ever
  readonly onRequest: string | null;
  readonly whenOver: string | null;
  readonly article: string;
  readonly source: string;
  readonly checkedOn: string;
}

type Table = Readonly<Record<string, unknown>>;

function rulesOf(toml: string): readonly Table[] {
  const { rule } = parse(toml);
  return Array.isArray(rule) ? (rule as readonly Table[]) : [];
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function dayOf(value: unknown): string | null {
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  return typeof value === 'string' && value !== '' ? value.slice(0, 10) : null;
}

export function retentionRules(toml: string): RetentionRule[] {
  return rulesOf(toml).map((rule) => {
    const years = /^([0-9]+)y$/.exec(textOf(rule.keep));
    return {
      id: textOf(rule.id),
      record: textOf(rule.record),
      inForceFrom: dayOf(rule.in_force_from) ?? '',
      inForceUntil: dayOf(rule.in_force_until),
      years: years ? Number(years[1]) : null,
      onRequest: textOf(rule.on_request) || null,
      whenOver: textOf(rule.when_over) || null,
      article: textOf(rule.article),
      source: textOf(rule.source),
      checkedOn: textOf(rule.checked_on),
    };
  });
}

export type Standing = 'in_force' | 'planned' | 'over';

/** Days are those of Korea, where the rules are. */
export function standingOf(rule: { inForceFrom: string | null; inForceUntil: string | null }, now: Date): Standing {
  const today = new Date(now.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
  if (!rule.inForceFrom || rule.inForceFrom > today) return 'planned';
  return rule.inForceUntil && rule.inForceUntil <= today ? 'over' : 'in_force';
}

/** The rules of removal by id, as a letter in this language words them; English where it has no words of its own. */
export function letterRules(toml: string, language: string): Map<string, PreviewRule> {
  const rules = new Map<string, PreviewRule>();
  for (const rule of rulesOf(toml)) {
    const words = (name: string): string => textOf(rule[`${name}_${language}`]) || textOf(rule[`${name}_en`]);
    rules.set(textOf(rule.id), {
      title: words('title'),
      basis: words('basis'),
      ...clockOf(textOf(rule.clock)),
      statutory: rule.clock_kind === 'statutory',
      signature: Array.isArray(rule.needs) && rule.needs.includes('signature'),
    });
  }
  return rules;
}

function clockOf(clock: string): { hours: number | null; workingDays: number | null } {
  const [, count, unit] = /^([0-9]+)(h|d| working days)$/.exec(clock) ?? [];
  if (!count) return { hours: null, workingDays: null };
  if (unit === ' working days') return { hours: null, workingDays: Number(count) };
  return { hours: Number(count) * (unit === 'd' ? 24 : 1), workingDays: null };
}
