import { expect, it } from 'vitest';
import { groundsFor, legalClasses } from './legal.ts';

it('the classes are the three that the law names, with their scheme', () => {
  expect(legalClasses().map((one) => `${one.scheme} ${one.version} ${one.code}`)).toEqual([
    'kr-illegal-footage 2020-12-10 illegally_filmed',
    'kr-illegal-footage 2020-12-10 synthetic',
    'kr-illegal-footage 2020-12-10 child_exploitation',
  ]);
  expect(legalClasses().every((one) => one.ko && one.en)).toBe(true);
});

it('a ground holds from its first day and not on its last', () => {
  const table = 'old\t2020-01-01\t2026-11-22\tneeded\t가\ta\tx\nnew\t2026-11-22\t-\tneeded\t나\tb\tx\n';
  const codes = (now: string) => groundsFor(new Date(now), table).map((one) => one.code);
  expect(codes('2026-11-21T14:59:59Z')).toEqual(['old']);
  expect(codes('2026-11-21T15:00:00Z')).toEqual(['new']);
  expect(codes('2019-01-01T00:00:00Z')).toEqual([]);
});
