// What is to be registered: from files that were dropped, or from what `jium hash --json` wrote. Of a file nothing
// is shown but a number, its size and what kind it is; its name may say something that nobody needs to read.
import type { Schema } from '../../api/client.ts';

export type Given = Schema<'GivenFingerprint'>;
export type Results = Schema<'FileMatches'>;

export interface Piece {
  number: number;
  size: number | null;
  kind: 'image' | 'video' | null;
  prints: Given[];
  unread: string | null;
  state: 'waiting' | 'hashing' | 'hashed' | 'failed' | 'registered';
  done: number;
  found?: Results;
}

const algorithms = new Set<string>(['pdq', 'md5', 'sha1', 'sha256', 'pdq-512', 'vpdq', 'picture-print', 'picture-query', 'video-print', 'video-query']);
const queries = new Set(['picture-query', 'video-query']);

/** The pieces of `jium hash --json`: one document, a list of them, or a line each. Throws when it is none of these. */
export function piecesOf(text: string): Omit<Piece, 'number'>[] {
  const trimmed = text.trim();
  let documents: unknown[];
  try {
    const whole: unknown = JSON.parse(trimmed);
    documents = Array.isArray(whole) ? whole : [whole];
  } catch {
    documents = trimmed.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as unknown);
  }
  const files = documents.flatMap((document) => (document as { files?: unknown[] } | null)?.files ?? [document]);
  if (files.length === 0) throw new SyntaxError('no files');
  return files.map((document) => {
    const { fingerprints, kind, bytes } = (document ?? {}) as { fingerprints?: unknown; kind?: unknown; bytes?: unknown };
    if (!Array.isArray(fingerprints)) throw new SyntaxError('no fingerprints');
    const prints = (fingerprints as { algorithm?: unknown; value?: unknown; quality?: unknown }[])
      .filter((one) => typeof one.algorithm === 'string' && algorithms.has(one.algorithm) && typeof one.value === 'string')
      .map((one): Given => ({ algorithm: one.algorithm as Given['algorithm'], value: one.value as string, ...(typeof one.quality === 'number' ? { quality: one.quality } : {}) }));
    if (prints.length === 0) throw new SyntaxError('no fingerprints');
    return { size: typeof bytes === 'number' ? bytes : null, kind: kind === 'video' || kind === 'image' ? kind : null, prints, unread: null, state: 'hashed', done: 1 };
  });
}

/** What the registry keeps of a piece: no queries, which are only asked with. */
export function toRegister(prints: readonly Given[]): Given[] {
  return prints.filter((one) => !queries.has(one.algorithm));
}

export type Standing = 'new' | 'known' | 'related';

/** The very same file, the same footage in another form, or nothing that is here. */
export function standing(found: Results): Standing {
  if (found.matches.some((match) => match.witness === 'digest')) return 'known';
  return found.matches.length + found.elsewhere.length > 0 ? 'related' : 'new';
}

export function inGroups<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}

export function sizeWords(bytes: number | null, language: string): string {
  if (bytes === null) return '';
  const [amount, unit] = bytes >= 1e6 ? [bytes / 1e6, 'megabyte'] : [bytes / 1e3, 'kilobyte'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
}
