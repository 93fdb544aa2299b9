// @vitest-environment node
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const source = (path: string): string => readFileSync(new URL(`../../../../../${path}`, import.meta.url), 'utf8');
const words = JSON.parse(source('web/console/src/words/ko/audit.json')) as {
  act: Record<string, string>;
  kind: Record<string, string>;
};

// An act that is new shows by its own name until somebody words it; a word for an act that never was is a slip.
it('words are of acts that there are', () => {
  const acts = new Set(
    [...source('src/jium/audit/act.cc').matchAll(/AuditClass::\w+, "(\w+)"/gu)].map(([, act = '']) => act),
  );
  expect(acts.size).toBeGreaterThan(100);
  expect(Object.keys(words.act).filter((act) => !acts.has(act))).toEqual([]);
  expect(Object.keys(words.act).length).toBeGreaterThan(100);
});

it('and so are those of kinds of things', () => {
  const [, list = ''] = /enum class SubjectKind \{([^}]*)\}/u.exec(source('src/jium/audit/record.h')) ?? [];
  const kinds = new Set(list.split(',').map((kind) => kind.trim()));
  expect(Object.keys(words.kind).filter((kind) => !kinds.has(kind))).toEqual([]);
});
