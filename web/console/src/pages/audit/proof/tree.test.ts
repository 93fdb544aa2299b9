// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Bytes, hexOf, sha256, utf8 } from './bytes.ts';
import { mayBeKey, signatureHolds } from './ed25519.ts';
import { type ServedCheckpoint, checkGrowth, checkSigned, keptCheckpoint } from './growth.ts';
import { Frontier, consistencyHolds, inclusionHolds, isPowerOfTwo, leafOf, nodeOf } from './tree.ts';

// RFC 9162 section 2.1.1 by its own words, as slow as it likes: the twin of what is tested.
const widest = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);
async function rootOf(leaves: readonly Bytes[]): Promise<Bytes> {
  const [only] = leaves;
  if (!only) return sha256(new Uint8Array());
  if (leaves.length === 1) return only;
  const k = widest(leaves.length);
  return nodeOf(await rootOf(leaves.slice(0, k)), await rootOf(leaves.slice(k)));
}
async function pathOf(index: number, leaves: readonly Bytes[]): Promise<Bytes[]> {
  if (leaves.length === 1) return [];
  const k = widest(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k
    ? [...(await pathOf(index, left)), await rootOf(right)]
    : [...(await pathOf(index - k, right)), await rootOf(left)];
}
async function growthOf(first: number, leaves: readonly Bytes[], whole = true): Promise<Bytes[]> {
  if (first === leaves.length) return whole ? [] : [await rootOf(leaves)];
  const k = widest(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return first <= k
    ? [...(await growthOf(first, left, whole)), await rootOf(right)]
    : [...(await growthOf(first - k, right, false)), await rootOf(left)];
}

const leaves = await Promise.all(
  Array.from({ length: 20 }, async (_, i) => leafOf(await sha256(utf8(`nonce ${i}`)), utf8(`record ${i}`))),
);
const bent = (bytes: Bytes): Bytes => bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte));

describe('the tree', () => {
  it('has the root of its definition, at every size', async () => {
    const tree = new Frontier();
    for (let size = 0; size <= leaves.length; ++size) {
      expect(hexOf(await tree.root())).toBe(hexOf(await rootOf(leaves.slice(0, size))));
      const next = leaves[size];
      if (next) await tree.append(0, next);
    }
  });

  it('takes a whole subtree for its leaves', async () => {
    const tree = new Frontier();
    await tree.append(3, await rootOf(leaves.slice(0, 8)));
    await tree.append(1, await rootOf(leaves.slice(8, 10)));
    expect(tree.size).toBe(10);
    expect(hexOf(await tree.root())).toBe(hexOf(await rootOf(leaves.slice(0, 10))));
  });

  it('knows powers of two', () => {
    expect([1, 2, 1024, 2 ** 52].every(isPowerOfTwo)).toBe(true);
    expect([0, -2, 3, 6, 1.5, 2 ** 60, Number.NaN].some(isPowerOfTwo)).toBe(false);
  });
});

describe('a proof that an entry is in the log', () => {
  it('holds for every leaf of every size, and for no other leaf, place, root or proof', async () => {
    for (let size = 1; size <= 12; ++size) {
      const root = await rootOf(leaves.slice(0, size));
      for (let index = 0; index < size; ++index) {
        const [leaf, other] = [leaves[index] as Bytes, leaves[(index + 1) % 20] as Bytes];
        const proof = await pathOf(index, leaves.slice(0, size));
        expect(await inclusionHolds(leaf, index, size, proof, root)).toBe(true);
        expect(await inclusionHolds(other, index, size, proof, root)).toBe(false);
        expect(await inclusionHolds(leaf, index, size, proof, bent(root))).toBe(false);
        expect(await inclusionHolds(leaf, index, size, [...proof, root], root)).toBe(false);
        expect(await inclusionHolds(leaf, index, size, proof.slice(1), root)).toBe(proof.length === 0);
        if (size > 1) expect(await inclusionHolds(leaf, (index + 1) % size, size, proof, root)).toBe(false);
      }
      expect(await inclusionHolds(leaves[0] as Bytes, size, size, [], root)).toBe(false);
      expect(await inclusionHolds(leaves[0] as Bytes, -1, size, [], root)).toBe(false);
    }
  });
});

describe('a proof that the log only grew', () => {
  it('holds between every two sizes, and for no other roots or proof', async () => {
    for (let second = 1; second <= 12; ++second) {
      for (let first = 1; first <= second; ++first) {
        const [older, newer] = [await rootOf(leaves.slice(0, first)), await rootOf(leaves.slice(0, second))];
        const proof = await growthOf(first, leaves.slice(0, second));
        expect(await consistencyHolds(first, older, second, newer, proof), `${first} to ${second}`).toBe(true);
        expect(await consistencyHolds(first, bent(older), second, newer, proof)).toBe(false);
        expect(await consistencyHolds(first, older, second, bent(newer), proof)).toBe(false);
        expect(await consistencyHolds(first, older, second, newer, [...proof, older])).toBe(false);
        if (proof.length > 0) expect(await consistencyHolds(first, older, second, newer, proof.slice(1))).toBe(false);
      }
    }
    expect(await consistencyHolds(5, leaves[0] as Bytes, 4, leaves[0] as Bytes, [])).toBe(false);
  });

  const served = JSON.parse(
    readFileSync(new URL('testdata/served_since_310.json', import.meta.url), 'utf-8'),
  ) as ServedCheckpoint;
  const kept = keptCheckpoint(readFileSync(new URL('testdata/kept_checkpoint.txt', import.meta.url), 'utf-8'));

  it('of a real server holds, and another history does not', async () => {
    expect((await checkGrowth(kept, served)).size).toBe(served.size);
    await expect(checkGrowth({ ...kept, root: bent(kept.root) }, served)).rejects.toThrow('known_rewritten');
    await expect(checkGrowth({ ...kept, size: served.size + 1 }, served)).rejects.toThrow('known_newer');
    await expect(checkGrowth({ ...kept, size: 309 }, served)).rejects.toThrow('bad_proof');
    await expect(checkGrowth({ ...kept, origin: 'other' }, served)).rejects.toThrow('other_key');
  });

  it('is not believed where the checkpoint is not signed', async () => {
    await expect(
      checkSigned({ ...served, checkpoint: served.checkpoint.replace(/\n\d+\n/u, '\n1\n') }),
    ).rejects.toThrow('bad_signature');
    await expect(checkSigned({ ...served, key: served.key.replace('+c', '+d') })).rejects.toThrow();
  });
});

describe('Ed25519', () => {
  // RFC 8032 section 7.1, TEST 2.
  const hex = (text: string): Bytes => Uint8Array.from(text.match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));
  const key = hex('3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c');
  const signature = hex(
    '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  );

  it('takes the signature of the standard and no other', async () => {
    expect(await signatureHolds(key, 'r', signature)).toBe(true);
    expect(await signatureHolds(key, 's', signature)).toBe(false);
    expect(await signatureHolds(key, 'r', bent(signature))).toBe(false);
    expect(await signatureHolds(key, 'r', signature.slice(1))).toBe(false);
  });

  it('takes no key that signs anything, nor one in another spelling', () => {
    expect(mayBeKey(key)).toBe(true);
    for (const bad of ['01', '00', 'ec', 'ed', 'ee', 'ff']) {
      const top = bad === '01' || bad === '00' ? '00' : 'ff';
      const last = bad === '01' || bad === '00' ? '00' : '7f';
      expect(mayBeKey(hex(bad + top.repeat(30) + last)), bad).toBe(false);
      expect(mayBeKey(hex(bad + top.repeat(30) + (last === '00' ? '80' : 'ff'))), `${bad}, other sign`).toBe(false);
    }
    expect(mayBeKey(hex('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85'))).toBe(false);
    expect(mayBeKey(new Uint8Array(31))).toBe(false);
  });
});
