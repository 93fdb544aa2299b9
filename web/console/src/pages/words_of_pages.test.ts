// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

// Pages that take their words from their own file: each t('…') that is written out must be there. words.test.ts holds
// the two languages to the same keys.
type Words = { [key: string]: string | Words };
const folders = ['sites', 'committee', 'feeds', 'audit', 'statistics', 'settings', 'related', 'court'];

function at(words: Words, key: string): string | Words | undefined {
  return key.split('.').reduce<string | Words | undefined>((now, part) => (typeof now === 'object' ? now[part] : undefined), words);
}

it.each(folders)('%s says nothing without words', (folder) => {
  const words = JSON.parse(readFileSync(join(import.meta.dirname, `../words/ko/${folder}.json`), 'utf8')) as Words;
  const missing: string[] = [];
  for (const file of readdirSync(join(import.meta.dirname, folder)).filter((name) => /\.tsx?$/u.test(name) && !name.includes('.test.'))) {
    const text = readFileSync(join(import.meta.dirname, folder, file), 'utf8');
    for (const [, key = ''] of text.matchAll(/\bt\('([\w.-]+)'/gu)) if (typeof at(words, key) !== 'string') missing.push(`${file}: ${key}`);
    // t(`outcome.${one}`): the group before the hole must be there.
    for (const [, group = ''] of text.matchAll(/\bt\(`([\w.-]+)\.\$\{/gu)) if (typeof at(words, group) !== 'object') missing.push(`${file}: ${group}.…`);
  }
  expect(missing).toEqual([]);
});
