// A letter as it would leave, with made-up values: the same wording that the server carries (data/letters), put together
// in the order of src/jium/report/removal_letter.cc. No survivor stands in a letter, so none stands in its preview.
import { parse } from 'smol-toml';

export const rungs = ['site_operator', 'site_owner', 'host', 'cdn', 'registrar', 'search_engine'] as const;
export type Rung = (typeof rungs)[number];

export interface Wording {
  readonly language: string;
  readonly needsNativeReader: boolean;
  readonly paragraphs: Readonly<Record<string, string>>;
  readonly ask: Readonly<Record<string, string>>;
}

export interface PreviewRule {
  readonly title: string;
  readonly basis: string;
  readonly hours: number | null;
  readonly workingDays: number | null;
  readonly statutory: boolean;
  readonly signature: boolean;
}

export interface Preview {
  readonly rung: Rung;
  readonly rule: PreviewRule;
  readonly centre: string;
  readonly centreMail: string;
  readonly operator: string;
  readonly signatory: string;
  readonly onBehalf: boolean;
  readonly investigation: string;
  readonly items: 1 | 2;
}

export interface PreviewLetter {
  readonly subject: string;
  readonly body: string;
  /** What is missing: with it unmet, nothing is sent under this rule. */
  readonly lacks: 'signatory' | 'authority' | null;
  readonly unfilled: readonly string[];
}

export function readWording(toml: string): Wording {
  const table = parse(toml);
  const paragraphs: Record<string, string> = {};
  for (const [name, value] of Object.entries(table)) if (typeof value === 'string') paragraphs[name] = value;
  const ask: Record<string, string> = {};
  for (const [name, value] of Object.entries((table.ask ?? {}) as Record<string, unknown>)) {
    if (typeof value === 'string') ask[name] = value;
  }
  return {
    language: paragraphs.language ?? '',
    needsNativeReader: paragraphs.native_reader !== 'read',
    paragraphs,
    ask,
  };
}

const sample = {
  reference: 'R-7K3M-9QX2-PD4T',
  item: 'F-2H8N-4WQ0-ZT6C',
  seen: '2026-11-20 03:14',
  address: 'https://site.example/v/0001',
};

export function previewOf(wording: Wording, about: Preview): PreviewLetter {
  const unfilled: string[] = [];
  const values = valuesOf(wording, about);
  const say = (name: string, more: Readonly<Record<string, string>> = {}): string =>
    fill(wording.paragraphs[name] ?? '', { ...values, ...more }, unfilled);
  const parts = [
    say('opening'),
    fill(wording.ask[about.rung] ?? '', values, unfilled),
    ...items(about, say),
    say('basis'),
    say(clockOf(about.rule)),
    ...(about.investigation ? [say('investigation')] : []),
    say('good_faith'),
    ...(about.rule.signature ? [say('signature')] : []),
    say('reply'),
    say('closing'),
  ];
  return {
    subject: say(about.items > 1 ? 'subject_many' : 'subject'),
    body: parts.filter((part) => part !== '').join('\n\n'),
    lacks: lacking(about),
    unfilled: [...new Set(unfilled)],
  };
}

function items(about: Preview, say: (name: string, more?: Readonly<Record<string, string>>) => string): string[] {
  if (about.items === 1) return [say('item')];
  return [
    say('items'),
    say('item_line', { number: '1' }),
    say('item_line', { number: '2', address: 'https://site.example/v/0002' }),
  ];
}

function lacking(about: Preview): PreviewLetter['lacks'] {
  if (!about.rule.signature) return null;
  if (about.signatory.trim() === '') return 'signatory';
  return about.onBehalf ? null : 'authority';
}

export function clockOf(rule: PreviewRule): string {
  if (rule.workingDays !== null) return 'clock_working_days';
  return rule.statutory ? 'clock_statutory' : 'clock_own_target';
}

function valuesOf(wording: Wording, about: Preview): Readonly<Record<string, string>> {
  return {
    reference: sample.reference,
    centre: about.centre,
    centre_mail: about.centreMail,
    operator: about.operator,
    count: String(about.items),
    asking: wording.paragraphs[about.onBehalf ? 'on_behalf' : 'in_duty'] ?? '',
    address: sample.address,
    kind: wording.paragraphs.video ?? '',
    item: sample.item,
    seen_at: sample.seen,
    title: about.rule.title,
    basis: about.rule.basis,
    hours: String(about.rule.hours ?? ''),
    working_days: String(about.rule.workingDays ?? ''),
    investigation: about.investigation,
    signatory: about.signatory,
  };
}

function fill(text: string, values: Readonly<Record<string, string>>, unfilled: string[]): string {
  return text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) unfilled.push(name);
    return value ?? whole;
  });
}
