// Bytes and their spellings, as the log writes them: every value has one spelling, and any other is refused.
// Source: docs/formats/audit_log.md.

export type Bytes = Uint8Array<ArrayBuffer>;

/** What does not hold, in a word that the page translates, and where it was found. */
export class Broken extends Error {
  readonly reason: BrokenReason;
  constructor(reason: BrokenReason) {
    super(reason);
    this.name = 'Broken';
    this.reason = reason;
  }
}

export const brokenReasons = [
  'unreadable',
  'not_a_bundle',
  'no_line_end',
  'after_seal',
  'spelling',
  'bad_record',
  'bad_hash',
  'unknown_line',
  'bad_key',
  'bad_note',
  'bad_signature',
  'bad_checkpoint',
  'not_signed_by_log',
  'gap',
  'withheld_place',
  'checkpoint_place',
  'rewritten',
  'bad_succession',
  'succession_place',
  'key_came_back',
  'not_covered',
  'seal_changed',
  'seal_signers',
  'no_seal',
  'other_key',
  'known_rewritten',
  'known_newer',
  'few_witnesses',
  'bad_proof',
] as const;
export type BrokenReason = (typeof brokenReasons)[number];

export function must(holds: unknown, otherwise: BrokenReason): asserts holds {
  if (!holds) throw new Broken(otherwise);
}

export function joined(...parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function sameBytes(a: Bytes, b: Bytes): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

const encoder = new TextEncoder();
export function utf8(text: string): Bytes {
  return encoder.encode(text);
}

/** Refuses what is not UTF-8, and keeps a byte order mark as the character that it is. */
export function textOf(bytes: Bytes): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Broken('unreadable');
  }
}

export function hexOf(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function bytesOfHex(text: string, length: number): Bytes {
  must(text.length === 2 * length && /^[0-9a-f]*$/.test(text), 'bad_hash');
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; ++i) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

export function base64Of(bytes: Bytes): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** RFC 4648 section 4, with padding, in its one spelling: the bits behind the last byte are zero. */
export function bytesOfBase64(text: string): Bytes {
  must(/^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0, 'spelling');
  let decoded: string;
  try {
    decoded = atob(text);
  } catch {
    throw new Broken('spelling');
  }
  const bytes = Uint8Array.from(decoded, (character) => character.charCodeAt(0));
  must(base64Of(bytes) === text, 'spelling');
  return bytes;
}

export async function sha256(...parts: readonly Bytes[]): Promise<Bytes> {
  const all = parts.length === 1 && parts[0] ? parts[0] : joined(...parts);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}
