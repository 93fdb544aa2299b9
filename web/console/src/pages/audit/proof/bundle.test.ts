// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type BundleBroken, type Policy, verifyBundle } from './bundle.ts';
import type { Bytes } from './bytes.ts';

const file = (name: string): Bytes => new Uint8Array(readFileSync(new URL(`testdata/${name}`, import.meta.url)));
const text = (name: string): string => new TextDecoder().decode(file(name));

// An export of six entries of 312, which the log's key was changed under and a witness cosigned.
const excerpt = file('excerpt.jsonl');
const lines = text('excerpt.jsonl').split('\n').slice(0, -1);
const firstKey = 'jium-3e1abb9e31814857/audit+d0a3da20+AfaeFq9bDY6uyC/NZY390YfAUm8jaQrUh2hTuSU1dJXH';
const newKey = 'jium-3e1abb9e31814857/audit+cd0f4132+Abl8ckQ1i7+SG9jmJmv+X8iFZhijxZ4GODdpYhxyY8YI';
const witness = 'police.example/witness+5adb443d+BJFBl+iehHVgYrDleTeBJyZSfu63gOs0nvsv6YxLw17O';

const bytesOf = (all: readonly string[]): Bytes => new TextEncoder().encode(all.map((line) => `${line}\n`).join(''));

/** The line and the reason, or "" when all holds. */
async function wrongWith(bytes: Bytes, policy: Policy = {}): Promise<string> {
  return verifyBundle(bytes, policy).then(
    () => '',
    (problem: BundleBroken) => `${problem.line} ${problem.reason}`,
  );
}

describe('an export that holds', () => {
  it('tells what it is', async () => {
    const report = await verifyBundle(excerpt, {
      key: firstKey,
      known: [text('kept_checkpoint.txt')],
      witnesses: [witness],
      quorum: 1,
    });
    expect(report).toMatchObject({
      size: 312,
      entries: 6,
      erased: 0,
      withheld: 306,
      checkpoints: 2,
      keyGiven: true,
      knownGiven: 1,
    });
    expect(report.root).toBe('753cffbce90bc0b439d0d3bf4281d3ab9724caa9d7d5ff070447538be2b42123');
    expect(report.keys).toEqual([firstKey, newKey]);
    expect(report.witnesses.map((one) => one.name)).toEqual(['police.example/witness']);
    expect(report.witnesses[0]?.at?.toISOString().slice(0, 10)).toBe('2026-11-22');
    expect(report.records.map((record) => record.seq)).toEqual([200, 201, 202, 203, 204, 205]);
  });

  it("takes either of the log's keys, and no other", async () => {
    expect(await wrongWith(excerpt, { key: newKey })).toBe('');
    expect(await wrongWith(excerpt, { key: witness })).toContain('other_key');
  });

  it('asks for as many witnesses as the reader wants', async () => {
    expect(await wrongWith(excerpt, { witnesses: [witness], quorum: 2 })).toContain('few_witnesses');
    expect(await wrongWith(excerpt, { quorum: 1 })).toContain('few_witnesses');
    expect(await wrongWith(excerpt, { witnesses: [firstKey] })).toContain('bad_key');
  });

  it('says how far it is, and stops when told', async () => {
    const shares: number[] = [];
    await verifyBundle(excerpt, {}, (share) => shares.push(share));
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    await expect(verifyBundle(excerpt, {}, undefined, AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});

describe('a checkpoint that the reader kept', () => {
  const kept = text('kept_checkpoint.txt');

  it('of another history is found', async () => {
    const other = kept.replace('kKXt4x', 'kKXt4y');
    expect(await wrongWith(excerpt, { known: [other] })).toContain('known_rewritten');
  });

  it('that is newer than the export is found', async () => {
    expect(await wrongWith(excerpt, { known: [kept.replace('\n310\n', '\n313\n')] })).toContain('known_newer');
  });

  it('whose size lies among withheld entries proves nothing, and is said', async () => {
    expect(await wrongWith(excerpt, { known: [kept.replace('\n310\n', '\n100\n')] })).toContain('known_rewritten');
  });
});

describe('a changed export', () => {
  it('is found whichever byte was changed', async () => {
    const missed: number[] = [];
    for (let at = 0; at < excerpt.length; at += 7) {
      const changed = excerpt.slice();
      changed[at] = (changed[at] ?? 0) ^ (at % 2 === 0 ? 1 : 0x20);
      if ((await wrongWith(changed, { key: firstKey, witnesses: [witness] })) === '') missed.push(at);
    }
    expect(missed).toEqual([]);
  }, 60_000);

  it('is found whichever line was left out, doubled or swapped', async () => {
    for (let at = 0; at < lines.length; ++at) {
      const [without, doubled, swapped] = [[...lines], [...lines], [...lines]];
      without.splice(at, 1);
      doubled.splice(at, 0, lines[at] ?? '');
      expect(await wrongWith(bytesOf(without)), `without line ${at + 1}`).not.toBe('');
      expect(await wrongWith(bytesOf(doubled)), `line ${at + 1} twice`).not.toBe('');
      if (at + 1 === lines.length) continue;
      swapped.splice(at, 2, lines[at + 1] ?? '', lines[at] ?? '');
      expect(await wrongWith(bytesOf(swapped)), `lines ${at + 1} and ${at + 2} swapped`).not.toBe('');
    }
  }, 60_000);

  it('names what is wrong first', async () => {
    const end = lines.length;
    expect(await wrongWith(new Uint8Array())).toBe('1 no_seal');
    expect(await wrongWith(bytesOf(lines.slice(1)))).toBe('1 not_a_bundle');
    expect(await wrongWith(bytesOf(lines.slice(0, -1)))).toBe(`${end} no_seal`);
    expect(await wrongWith(bytesOf([...lines, lines[1] ?? '']))).toBe(`${end + 1} after_seal`);
    expect(await wrongWith(excerpt.slice(0, -1))).toBe(`${end} no_line_end`);
    expect(await wrongWith(bytesOf(lines.with(4, (lines[4] ?? '').replace('"done"', '"failed"'))))).toContain(
      'rewritten',
    );
    expect(await wrongWith(bytesOf(lines.with(1, (lines[1] ?? '').replace('"withheld":128', '"withheld":192'))))).toBe(
      '2 bad_hash',
    );
    expect(await wrongWith(bytesOf(lines.with(1, (lines[1] ?? '').replace(',', ', '))))).toBe('2 spelling');
    expect(await wrongWith(bytesOf(lines.with(1, '{"note":"hello"}')))).toBe('2 unknown_line');
    expect(await wrongWith(bytesOf(lines.with(1, '{"withheld":128,"seq":0,"hash":""}')))).toBe('2 unknown_line');
  });

  it("is found where a witness's name was taken off a checkpoint", async () => {
    const at = lines.findLastIndex((line) => line.startsWith('{"checkpoint"'));
    const shorter = (lines[at] ?? '').replace(/— police.*\\n/u, '');
    expect(shorter).not.toBe(lines[at]);
    expect(await wrongWith(bytesOf(lines.with(at, shorter)))).toBe(`${lines.length} seal_changed`);
  });
});
