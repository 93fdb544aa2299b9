import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const sources = join(import.meta.dirname, '..');
type Words = { [key: string]: string | Words };

function keysOf(words: Words, before = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) => typeof value === 'string' ? [before + key] : keysOf(value, `${before}${key}.`));
}
const read = (language: string, file: string) => JSON.parse(readFileSync(join(sources, 'words', language, file), 'utf8')) as Words;
const files = readdirSync(join(sources, 'words/ko')).sort();
// English has a form for one; Korean needs none.
const plain = (key: string) => key.replace(/_(one|other)$/, '');

describe('the words', () => {
  it('are in both languages, file by file', () => {
    expect(readdirSync(join(sources, 'words/en')).sort()).toEqual(files);
  });
  it.each(files)('%s has the same keys in Korean and English, none empty', (file) => {
    const [ko, en] = [read('ko', file), read('en', file)];
    expect([...new Set(keysOf(en).map(plain))].sort()).toEqual([...new Set(keysOf(ko).map(plain))].sort());
    expect(JSON.stringify([ko, en])).not.toMatch(/:""/);
  });
  it.each(files)('%s says in both languages the same of what is filled in', (file) => {
    const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((hole) => hole[1]).sort();
    const flat = (words: Words, before = ''): [string, string][] => Object.entries(words)
      .flatMap(([key, value]) => typeof value === 'string' ? [[before + key, value] as [string, string]] : flat(value, `${before}${key}.`));
    const en = new Map(flat(read('en', file)).map(([key, text]) => [plain(key), text]));
    for (const [key, text] of flat(read('ko', file)).filter(([key]) => !key.endsWith('_one'))) expect([key, holes(text)]).toEqual([key, holes(en.get(plain(key))!)]);
  });
  it('are there for every t(…) of the sources', () => {
    const known = new Set(files.flatMap((file) => keysOf(read('ko', file)).map((key) => `${file.replace('.json', '')}:${plain(key)}`)));
    const missing: string[] = [];
    for (const entry of readdirSync(sources, { recursive: true, withFileTypes: true })) {
      if (!/\.tsx?$/.test(entry.name) || entry.name.includes('.test.') || entry.parentPath.includes('generated')) continue;
      const text = readFileSync(join(entry.parentPath, entry.name), 'utf8');
      for (const [, key] of text.matchAll(/\bt\('([\w-]+:[\w.-]+)'/g)) if (!known.has(key!)) missing.push(`${entry.name}: ${key}`);
    }
    expect(missing).toEqual([]);
  });
});
