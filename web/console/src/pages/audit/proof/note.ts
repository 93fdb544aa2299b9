// Keys, signed notes and checkpoints. Sources: C2SP signed-note, tlog-checkpoint, tlog-cosignature;
// docs/formats/audit_log.md says which of their spellings the log takes.
import { type Bytes, bytesOfBase64, hexOf, joined, must, sameBytes, sha256, utf8 } from './bytes.ts';
import { signatureHolds } from './ed25519.ts';

export type KeyUse = 'sign' | 'cosign';

export interface NoteKey {
  readonly name: string;
  readonly id: Bytes; // 4 bytes
  readonly use: KeyUse;
  readonly publicKey: Bytes;
  readonly text: string;
}

export interface SignatureLine {
  readonly name: string;
  readonly id: Bytes;
  readonly rest: Bytes;
}

export interface Note {
  readonly body: string;
  readonly lines: readonly SignatureLine[];
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
}

/** NAME+<8 hex>+<base 64 of the use and 32 bytes>. */
export async function readKey(text: string): Promise<NoteKey> {
  const parts = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text);
  must(parts, 'bad_key');
  const [, name = '', id = '', encoded = ''] = parts;
  const data = bytesOfBase64(encoded);
  must(data.length === 33 && (data[0] === 1 || data[0] === 4), 'bad_key');
  const hash = (await sha256(joined(utf8(`${name}\n`), data))).slice(0, 4);
  must(hexOf(hash) === id, 'bad_key');
  return { name, id: hash, use: data[0] === 1 ? 'sign' : 'cosign', publicKey: data.slice(1), text };
}

export function sameKey(a: NoteKey, b: NoteKey): boolean {
  return a.text === b.text;
}

/** Takes a note apart; says nothing about its signatures. */
export function readNote(text: string): Note {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  must(!/[\u0000-\u0009\u000b-\u001f"\\]/u.test(text), 'bad_note');
  const gap = text.lastIndexOf('\n\n');
  must(gap >= 0 && text.endsWith('\n') && gap + 2 < text.length, 'bad_note');
  const lines = text.slice(gap + 2, -1).split('\n');
  return { body: text.slice(0, gap + 1), lines: lines.map(readSignatureLine) };
}

function readSignatureLine(line: string): SignatureLine {
  const [dash, name, encoded, ...more] = line.split(' ');
  must(dash === '\u2014' && name && encoded && more.length === 0, 'bad_note');
  must(!/[\s+\u007f]/u.test(name), 'bad_note');
  const data = bytesOfBase64(encoded);
  must(data.length > 4, 'bad_note');
  return { name, id: data.slice(0, 4), rest: data.slice(4) };
}

/** The keys among these that signed the note, in the order of its lines. A line of theirs that does not hold spoils it. */
export async function signersOf(note: Note, keys: readonly NoteKey[]): Promise<NoteKey[]> {
  const signers: NoteKey[] = [];
  for (const line of note.lines) {
    for (const key of keys.filter((one) => one.name === line.name && sameBytes(one.id, line.id))) {
      must(await lineHolds(line, key, note.body), 'bad_signature');
      if (!signers.some((one) => sameKey(one, key))) signers.push(key);
    }
  }
  return signers;
}

async function lineHolds(line: SignatureLine, key: NoteKey, body: string): Promise<boolean> {
  if (key.use === 'sign') return signatureHolds(key.publicKey, body, line.rest);
  if (line.rest.length !== 72) return false;
  const time = new DataView(line.rest.buffer, line.rest.byteOffset, 8).getBigUint64(0);
  return signatureHolds(key.publicKey, `cosignature/v1\ntime ${time}\n${body}`, line.rest.slice(8));
}

/** When a witness says that it cosigned; null for a line that is no cosignature. The caller has checked the line. */
export function cosignedAt(line: SignatureLine): Date | null {
  if (line.rest.length !== 72) return null;
  const seconds = new DataView(line.rest.buffer, line.rest.byteOffset, 8).getBigUint64(0);
  return seconds < 253402300800n ? new Date(Number(seconds) * 1000) : null;
}

export function readCheckpoint(body: string): Checkpoint {
  const [origin, size = '', root = ''] = body.split('\n');
  must(origin && /^(0|[1-9][0-9]{0,15})$/.test(size) && !body.includes('\n\n'), 'bad_checkpoint');
  const hash = bytesOfBase64(root);
  must(hash.length === 32 && Number.isSafeInteger(Number(size)), 'bad_checkpoint');
  return { origin, size: Number(size), root: hash };
}
