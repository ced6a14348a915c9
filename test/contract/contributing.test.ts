import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { read } from './repository.ts';

test('the recipes of CONTRIBUTING.md name files that exist', () => {
  const named = [...read('CONTRIBUTING.md').matchAll(/`([\w.-]+\/[\w./-]*|[A-Z]+\.md|[a-z]+\.yml)`/g)].map(
    ([, path = '']) => path,
  );

  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});
