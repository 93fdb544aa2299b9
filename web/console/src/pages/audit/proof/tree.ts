// The Merkle tree of the log: leaves, the right edge, proofs of inclusion and of growth.
// Sources: RFC 9162 sections 2.1.1 (hashes), 2.1.3.2 (checking inclusion), 2.1.4.2 (checking consistency).
import { type Bytes, sameBytes, sha256 } from './bytes.ts';

const leafMark = new Uint8Array([0]);
const nodeMark = new Uint8Array([1]);

export function nodeOf(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(nodeMark, left, right);
}

/** The record's text under its nonce: nobody finds the record from the leaf without the nonce. */
export async function leafOf(nonce: Bytes, record: Bytes): Promise<Bytes> {
  return sha256(leafMark, await sha256(nonce, record));
}

/** The complete subtrees on the right edge of a tree that grows, widest first. */
export class Frontier {
  size = 0;
  private readonly peaks: { level: number; root: Bytes }[] = [];

  /** A complete subtree of 2^level leaves, which begins where the tree ends at a multiple of its width. */
  async append(level: number, root: Bytes): Promise<void> {
    this.size += 2 ** level;
    let node = { level, root };
    for (let last = this.peaks.at(-1); last && last.level === node.level; last = this.peaks.at(-1)) {
      this.peaks.pop();
      node = { level: node.level + 1, root: await nodeOf(last.root, node.root) };
    }
    this.peaks.push(node);
  }

  async root(): Promise<Bytes> {
    const roots = this.peaks.map((peak) => peak.root).reverse();
    let root = roots.shift();
    if (!root) return sha256(new Uint8Array());
    for (const left of roots) root = await nodeOf(left, root);
    return root;
  }
}

/** Is this the leaf number `index` of the tree of `size` leaves with this root? */
export async function inclusionHolds(
  leaf: Bytes,
  index: number,
  size: number,
  proof: readonly Bytes[],
  root: Bytes,
): Promise<boolean> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  let [at, last, hash] = [index, size - 1, leaf];
  for (const step of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = await nodeOf(step, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = await nodeOf(hash, step);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameBytes(hash, root);
}

/** Did the tree of `first` leaves only grow into that of `second`? From an empty tree everything grows. */
export async function consistencyHolds(
  first: number,
  firstRoot: Bytes,
  second: number,
  secondRoot: Bytes,
  proof: readonly Bytes[],
): Promise<boolean> {
  if (first > second) return false;
  if (first === second) return proof.length === 0 && sameBytes(firstRoot, secondRoot);
  if (first === 0) return proof.length === 0;
  const steps = isPowerOfTwo(first) ? [firstRoot, ...proof] : [...proof];
  const start = steps.shift();
  if (!start) return false;
  let [at, last] = [first - 1, second - 1];
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let [older, newer] = [start, start];
  for (const step of steps) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      [older, newer] = [await nodeOf(step, older), await nodeOf(step, newer)];
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      newer = await nodeOf(newer, step);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameBytes(older, firstRoot) && sameBytes(newer, secondRoot);
}

export function isPowerOfTwo(count: number): boolean {
  return Number.isSafeInteger(count) && count > 0 && Number.isInteger(Math.log2(count));
}
