// Checks an export of the audit log in the browser, without asking the server anything. The third verifier, beside
// `jium audit verify` and tools/audit_verify.py, written from docs/formats/audit_log.md alone.
// The tree is computed anew from the lines and compared with every checkpoint that the log signed.
import {
  Broken,
  type Bytes,
  base64Of,
  bytesOfBase64,
  bytesOfHex,
  hexOf,
  must,
  sameBytes,
  sha256,
  textOf,
  utf8,
} from './bytes.ts';
import {
  type Checkpoint,
  type NoteKey,
  cosignedAt,
  readCheckpoint,
  readKey,
  readNote,
  sameKey,
  signersOf,
} from './note.ts';
import { Frontier, isPowerOfTwo, leafOf } from './tree.ts';

export interface LogRecord {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly organisation: string;
  readonly act: string;
  readonly subject_kind: string;
  readonly subject: string;
  readonly outcome: string;
  readonly details: string;
}

/** What the reader brings; without any of it a bundle only fits itself. */
export interface Policy {
  readonly key?: string | undefined;
  readonly known?: readonly string[]; // notes of checkpoints that were seen before
  readonly witnesses?: readonly string[];
  readonly quorum?: number;
}

export interface Report {
  readonly size: number;
  readonly root: string;
  readonly entries: number;
  readonly erased: number;
  readonly withheld: number;
  readonly checkpoints: number;
  readonly keys: readonly string[]; // of the log, oldest first
  readonly keyGiven: boolean;
  readonly knownGiven: number;
  readonly witnesses: readonly { readonly name: string; readonly at: Date | null }[]; // that the reader trusts
  readonly records: readonly LogRecord[];
}

/** The first line that does not hold, counted from one, and why. */
export class BundleBroken extends Error {
  readonly line: number;
  readonly reason: Broken['reason'];
  constructor(line: number, reason: Broken['reason']) {
    super(`line ${line}: ${reason}`);
    this.name = 'BundleBroken';
    this.line = line;
    this.reason = reason;
  }
}

const party = '(?:-|jium|[A-Z](?:-[0-9A-HJKMNP-TV-Z]{4}){3}|[0-9a-f]{48})';
const keyed = '(?:-|[0-9a-f]{48})';
const recordShape = new RegExp(
  String.raw`^\{"seq":(?:0|[1-9][0-9]{0,18}),"at":"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z",` +
    `"actor":"${party}","organisation":"${party}","act":"[a-z_]{1,40}","subject_kind":"[a-z_]{1,40}",` +
    String.raw`"subject":"${keyed}","outcome":"[a-z_]{1,40}","details":"${keyed}"\}$`,
);

type Line = Readonly<Record<string, unknown>>;

class Verifier {
  readonly tree = new Frontier();
  readonly keys: NoteKey[] = [];
  readonly counts = { lines: 0, entries: 0, erased: 0, withheld: 0, checkpoints: 0 };
  readonly records: LogRecord[] = [];
  sealed = false;
  private last = -1;
  private cosigners: { name: string; at: Date | null }[] = [];
  private readonly bytes: Bytes;
  private readonly given: NoteKey | null;
  private readonly witnesses: readonly NoteKey[];
  private readonly known: Checkpoint[];
  private readonly knownGiven: number;

  constructor(bytes: Bytes, given: NoteKey | null, witnesses: readonly NoteKey[], known: Checkpoint[]) {
    this.bytes = bytes;
    this.given = given;
    this.witnesses = witnesses;
    this.known = known.sort((a, b) => a.size - b.size);
    this.knownGiven = known.length;
  }

  /** The bytes from `start` to the line end at `end`. */
  async take(start: number, end: number): Promise<void> {
    must(!this.sealed, 'after_seal');
    const text = textOf(this.bytes.slice(start, end));
    const line = lineOf(text);
    if (this.counts.lines === 0) await this.begin(line, text);
    else await this.takeKind(line, start);
    this.counts.lines += 1;
    await this.compareKnown();
  }

  private async begin(line: Line, text: string): Promise<void> {
    must(text.startsWith('{"jium":"audit","format":1,"key":"') && Object.keys(line).length === 3, 'not_a_bundle');
    const key = await readKey(String(line.key));
    must(key.use === 'sign', 'bad_key');
    this.keys.push(key);
  }

  private async takeKind(line: Line, start: number): Promise<void> {
    switch (Object.keys(line).join()) {
      case 'nonce,record':
        return this.entry(line);
      case 'seq,erased':
        return this.hidden(line.seq, 1, line.erased, 'erased');
      case 'seq,withheld,hash':
        return this.hidden(line.seq, line.withheld, line.hash, 'withheld');
      case 'checkpoint':
        return this.checkpoint(stringOf(line.checkpoint));
      case 'succession':
        return this.succession(stringOf(line.succession));
      case 'seal':
        return this.seal(stringOf(line.seal), start);
      default:
        throw new Broken('unknown_line');
    }
  }

  private async entry(line: Line): Promise<void> {
    const text = JSON.stringify(line.record);
    must(recordShape.test(text), 'bad_record');
    const record = line.record as LogRecord;
    must(record.seq === this.tree.size, 'gap');
    await this.tree.append(0, await leafOf(bytesOfHex(stringOf(line.nonce), 32), utf8(text)));
    this.counts.entries += 1;
    this.records.push(record);
  }

  private async hidden(seq: unknown, count: unknown, hash: unknown, word: 'erased' | 'withheld'): Promise<void> {
    must(typeof count === 'number' && isPowerOfTwo(count), 'bad_hash');
    const root = bytesOfHex(stringOf(hash), 32);
    must(seq === this.tree.size, 'gap');
    must(this.tree.size % count === 0, 'withheld_place');
    await this.tree.append(Math.log2(count), root);
    this.counts[word] += count;
  }

  private async checkpoint(text: string): Promise<void> {
    const note = readNote(text);
    const signers = await signersOf(note, [this.key(), ...this.witnesses]);
    const { origin, size, root } = readCheckpoint(note.body);
    must(origin === this.keys[0]?.name && signers.some((one) => sameKey(one, this.key())), 'not_signed_by_log');
    must(this.last < size && size === this.tree.size, 'checkpoint_place');
    must(sameBytes(root, await this.tree.root()), 'rewritten');
    this.last = size;
    this.cosigners = signers
      .filter((one) => !sameKey(one, this.key()))
      .map((one) => {
        const line = note.lines.find((each) => each.name === one.name && sameBytes(each.id, one.id));
        return { name: one.name, at: line ? cosignedAt(line) : null };
      });
    this.counts.checkpoints += 1;
  }

  private async succession(text: string): Promise<void> {
    const note = readNote(text);
    const [word, origin, size, root = '', next = '', end, ...more] = note.body.split('\n');
    const [old, key] = [this.key(), await readKey(next)];
    must(
      word === 'jium-audit-succession/1' && origin === old.name && end === '' && more.length === 0,
      'bad_succession',
    );
    must(key.use === 'sign' && key.name === old.name && note.lines.length === 2, 'bad_succession');
    const signers = await signersOf(note, [old, key]);
    must(signers.length === 2 && signers[0] && sameKey(signers[0], old), 'bad_succession');
    must(size === String(this.tree.size), 'succession_place');
    must(sameBytes(bytesOfBase64(root), await this.tree.root()), 'succession_place');
    must(!this.keys.some((one) => sameKey(one, key)), 'key_came_back');
    this.keys.push(key);
  }

  private async seal(text: string, start: number): Promise<void> {
    must(this.last === this.tree.size, 'not_covered');
    const note = readNote(text);
    const above = base64Of(await sha256(this.bytes.slice(0, start)));
    must(note.body === `jium-audit-seal/1\n${this.keys[0]?.name}\n${above}\n`, 'seal_changed');
    const signers = await signersOf(note, [this.key()]);
    must(signers.length === 1 && note.lines.length === 1, 'seal_signers');
    this.sealed = true;
  }

  private async compareKnown(): Promise<void> {
    for (let next = this.known[0]; next && next.size <= this.tree.size; next = this.known[0]) {
      must(next.size === this.tree.size && sameBytes(next.root, await this.tree.root()), 'known_rewritten');
      this.known.shift();
    }
  }

  private key(): NoteKey {
    const key = this.keys.at(-1);
    must(key, 'not_a_bundle');
    return key;
  }

  async finish(quorum: number): Promise<Report> {
    must(this.sealed, 'no_seal');
    const given = this.given;
    must(!given || this.keys.some((one) => sameKey(one, given)), 'other_key');
    must(this.known.length === 0, 'known_newer');
    must(this.cosigners.length >= quorum, 'few_witnesses');
    return {
      size: this.tree.size,
      root: hexOf(await this.tree.root()),
      entries: this.counts.entries,
      erased: this.counts.erased,
      withheld: this.counts.withheld,
      checkpoints: this.counts.checkpoints,
      keys: this.keys.map((one) => one.text),
      keyGiven: given !== null,
      knownGiven: this.knownGiven,
      witnesses: this.cosigners,
      records: this.records,
    };
  }
}

function stringOf(value: unknown): string {
  must(typeof value === 'string', 'unreadable');
  return value;
}

function lineOf(text: string): Line {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Broken('unreadable');
  }
  must(typeof value === 'object' && value !== null && !Array.isArray(value), 'unreadable');
  must(JSON.stringify(value) === text, 'spelling');
  return value as Line;
}

/**
 * Reads the whole bundle. Rejects with BundleBroken at the first thing that does not hold; `onLine` is told how far it
 * is, and a signal ends it early.
 */
export async function verifyBundle(
  bytes: Bytes,
  policy: Policy = {},
  onLine: (share: number) => void = () => undefined,
  signal?: AbortSignal,
): Promise<Report> {
  let verifier: Verifier | undefined;
  try {
    verifier = await verifierOf(bytes, policy);
    for (let start = 0; start < bytes.length;) {
      signal?.throwIfAborted();
      const end = bytes.indexOf(0x0a, start);
      must(end >= 0, 'no_line_end');
      await verifier.take(start, end);
      start = end + 1;
      onLine(start / bytes.length);
    }
    return await verifier.finish(policy.quorum ?? 0);
  } catch (problem) {
    if (problem instanceof Broken) throw new BundleBroken((verifier?.counts.lines ?? 0) + 1, problem.reason);
    throw problem;
  }
}

async function verifierOf(bytes: Bytes, policy: Policy): Promise<Verifier> {
  const witnesses = await Promise.all((policy.witnesses ?? []).map(readKey));
  must(
    witnesses.every((one) => one.use === 'cosign'),
    'bad_key',
  );
  const known = (policy.known ?? []).map((text) => readCheckpoint(readNote(text).body));
  return new Verifier(bytes, policy.key ? await readKey(policy.key) : null, witnesses, known);
}
