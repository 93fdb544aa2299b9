// Has the log only grown since a checkpoint that was kept? Asked of the server with `since`, and checked here.
import { bytesOfBase64, must } from './bytes.ts';
import { type Checkpoint, readCheckpoint, readKey, readNote, sameKey, signersOf } from './note.ts';
import { consistencyHolds } from './tree.ts';

/** As GET /api/v1/log/checkpoint answers. */
export interface ServedCheckpoint {
  readonly key: string;
  readonly size: number;
  readonly checkpoint: string;
  readonly since: number;
  readonly proof: readonly string[];
}

/** A checkpoint as somebody keeps it: the note. Throws Broken. */
export function keptCheckpoint(text: string): Checkpoint {
  return readCheckpoint(readNote(text.endsWith('\n') ? text : `${text}\n`).body);
}

/** The checkpoint is signed by the key that it names. Throws Broken. */
export async function checkSigned(served: ServedCheckpoint): Promise<Checkpoint> {
  const key = await readKey(served.key);
  const note = readNote(served.checkpoint);
  const checkpoint = readCheckpoint(note.body);
  const signers = await signersOf(note, [key]);
  must(checkpoint.origin === key.name && signers.some((one) => sameKey(one, key)), 'not_signed_by_log');
  must(checkpoint.size === served.size, 'bad_checkpoint');
  return checkpoint;
}

/** Throws Broken: "other_key" for another log, "known_newer" where the log is shorter now, "known_rewritten". */
export async function checkGrowth(kept: Checkpoint, served: ServedCheckpoint): Promise<Checkpoint> {
  const now = await checkSigned(served);
  must(now.origin === kept.origin, 'other_key');
  must(kept.size <= now.size, 'known_newer');
  must(served.since === kept.size, 'bad_proof');
  const proof = served.proof.map(bytesOfBase64);
  must(await consistencyHolds(kept.size, kept.root, now.size, now.root, proof), 'known_rewritten');
  return now;
}
