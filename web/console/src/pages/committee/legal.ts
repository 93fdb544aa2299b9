// The classes that a body may decide and the grounds on which it does, from the same dated tables as the server's
// (data/legal), read when the console is built.
import bases from '../../../../../data/legal/bases.tsv?raw';
import classes from '../../../../../data/legal/classes.tsv?raw';

export interface LegalClass {
  readonly scheme: string;
  readonly version: string;
  readonly code: string;
  readonly ko: string;
  readonly en: string;
}

export interface Ground {
  readonly code: string;
  readonly from: string;
  readonly to: string | null;
  readonly ko: string;
  readonly en: string;
}

function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'));
}

export function legalClasses(text: string = classes): LegalClass[] {
  return rowsOf(text)
    .filter(([, , use]) => use === 'legal')
    .map(([scheme = '', version = '', , , , code = '', ko = '', en = '']) => ({ scheme, version, code, ko, en }));
}

/** Those in force on the Korean day of `now`. */
export function groundsFor(now: Date, text: string = bases): Ground[] {
  const today = new Date(now.getTime() + 9 * 3_600_000).toISOString().slice(0, 10);
  return rowsOf(text)
    .map(([code = '', from = '', to = '-', , ko = '', en = '']) => ({ code, from, to: to === '-' ? null : to, ko, en }))
    .filter((ground) => ground.from <= today && (ground.to === null || today < ground.to));
}
