// How an operator has answered so far, in the words and figures of the page. The server reckons the record anew from
// the requests each time; nothing is guessed here where too little is known.
import type { components } from '../../api/generated/schema.ts';

export type Operator = components['schemas']['Operator'];
export type Site = components['schemas']['Site'];
export type Suggestion = components['schemas']['Suggestion'];
export type ContactRecord = components['schemas']['ContactRecord'];
export type Contact = components['schemas']['Contact'];
export type Party = Suggestion['party'];

export const outcomes = ['removed', 'refused', 'silent', 'waiting'] as const;
export type Outcome = (typeof outcomes)[number];

export interface OperatorRow {
  readonly operator: Operator;
  readonly sites: number;
  readonly record: ContactRecord | null; // null while it is not known yet
}

export function operatorRows(
  operators: readonly Operator[],
  sites: readonly Site[],
  records: ReadonlyMap<string, ContactRecord>,
): OperatorRow[] {
  const counts = new Map<string, number>();
  for (const site of sites) {
    if (site.operator) counts.set(site.operator, (counts.get(site.operator) ?? 0) + 1);
  }
  return operators.map((operator) => ({
    operator,
    sites: counts.get(operator.id) ?? 0,
    record: records.get(operator.id) ?? null,
  }));
}

/** The server's share is of 1; null where nothing has come to an end yet. */
export function percent(share: number | null | undefined): number | null {
  return share === null || share === undefined ? null : Math.round(share * 100);
}

/** Hours as people say them: to the hour below two days, to the day above. */
export function spanOf(hours: number | null | undefined): { unit: 'minutes' | 'hours' | 'days'; count: number } | null {
  if (hours === null || hours === undefined || !Number.isFinite(hours) || hours < 0) return null;
  if (hours < 1) return { unit: 'minutes', count: Math.round(hours * 60) };
  return hours < 48 ? { unit: 'hours', count: Math.round(hours) } : { unit: 'days', count: Math.round(hours / 24) };
}

export interface ResponseBar {
  readonly operator: string;
  readonly name: string;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly sent: number;
}

/** Whoever was asked most first; who was never asked does not stand in the chart. */
export function responseBars(rows: readonly OperatorRow[], most = 12): ResponseBar[] {
  return rows
    .flatMap(({ operator, record }) =>
      record && record.sent > 0
        ? [
            {
              operator: operator.id,
              name: operator.name,
              sent: record.sent,
              counts: {
                removed: record.removed,
                refused: record.refused,
                silent: record.silent,
                waiting: record.waiting,
              },
            },
          ]
        : [],
    )
    .sort((a, b) => b.sent - a.sent || a.name.localeCompare(b.name))
    .slice(0, most);
}

/** Contacts by month of sending (UTC), oldest first, months without any among them. */
export function contactsByMonth(contacts: readonly Contact[]): { month: string; counts: Record<Outcome, number> }[] {
  const months = new Map<string, Record<Outcome, number>>();
  for (const contact of contacts) {
    const month = contact.at.slice(0, 7);
    const counts = months.get(month) ?? { removed: 0, refused: 0, silent: 0, waiting: 0 };
    counts[outcomeOf(contact.outcome)] += 1;
    months.set(month, counts);
  }
  const known = [...months.keys()].sort();
  const [first, last] = [known[0], known.at(-1)];
  const all: { month: string; counts: Record<Outcome, number> }[] = [];
  for (let month = first; month && last && month <= last; month = monthAfter(month)) {
    all.push({ month, counts: months.get(month) ?? { removed: 0, refused: 0, silent: 0, waiting: 0 } });
  }
  return all;
}

function outcomeOf(outcome: Contact['outcome']): Outcome {
  if (outcome === 'removed' || outcome === 'refused') return outcome;
  return outcome === 'silent' || outcome === 'undeliverable' ? 'silent' : 'waiting';
}

function monthAfter(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = new Date(Date.UTC(year, number, 1));
  return next.toISOString().slice(0, 7);
}

export const parties = ['site_operator', 'owner', 'host', 'cdn', 'registrar'] as const satisfies readonly Party[];

/** Whom the ladder may ask about this site, in its order. */
export function partiesOf(site: Site): { party: Party; operator: string | null }[] {
  const named: Record<Party, string | null> = {
    site_operator: site.operator,
    owner: site.owner,
    host: site.host,
    cdn: site.cdn,
    registrar: site.registrar,
  };
  return parties.map((party) => ({ party, operator: named[party] }));
}

/** Names that may be one operator entered twice: the same but for case, blanks, marks and company forms. */
export function likelyTwins(operators: readonly Operator[]): { older: Operator; newer: Operator }[] {
  const byName = new Map<string, Operator>();
  const twins: { older: Operator; newer: Operator }[] = [];
  for (const operator of [...operators].sort((a, b) => a.added_at.localeCompare(b.added_at))) {
    const name = plainName(operator.name);
    const older = byName.get(name);
    if (older) twins.push({ older, newer: operator });
    else byName.set(name, operator);
  }
  return twins;
}

const companyForms = /\b(?:ltd|limited|inc|llc|gmbh|corp|co|bv|sa|as|ag|plc)\b|\(주\)|㈜|주식회사/giu;

export function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(companyForms, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** What stands in the way of taking a suggestion, or null: it needs a party that is known, one chosen, or a name. */
export function suggestionNeeds(
  suggestion: Suggestion,
  site: Site,
  chosen: { operator: string | null; name: string },
): 'operator_or_name' | null {
  const known = partiesOf(site).find(({ party }) => party === suggestion.party)?.operator;
  return known || chosen.operator || chosen.name.trim() || suggestion.name ? null : 'operator_or_name';
}
