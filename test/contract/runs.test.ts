import { expect, test } from 'vitest';
import { read, sources } from './repository.ts';

test('only test/support/runs.ts says how often a property is tried, except for samples from a seed', () => {
  const literal = /numRuns: [\d_]+(?!, seed: \d)\b/;

  const tests = sources.filter((file) => file.startsWith('test/') && file !== 'test/support/runs.ts');

  expect(tests.filter((file) => literal.test(read(file)))).toEqual([]);
});
