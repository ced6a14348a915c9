import { existsSync, globSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { dormouse } from '../run-cli.ts';

beforeAll(() => {
  // Whether the dates of a calendar have passed must not depend on the day of the test.
  vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-23T19:00:00Z'));
});

afterAll(() => {
  vi.restoreAllMocks();
});

describe.each(globSync('examples/policies/*.yml').filter((file) => !file.endsWith('.test.yml')))(
  '%s',
  (file) => {
    test('is valid, without a warning', async () => {
      expect((await dormouse(['validate', file])).stdout).toMatch(/: valid, \d rules?\n$/);
    });

    test('decides what its tests say, each rule in one of them', async () => {
      const tests = file.replace('.yml', '.test.yml');
      const { exitCode, stdout } = await dormouse(['test', tests, '--json']);

      expect(existsSync(tests)).toBe(true);
      expect(JSON.parse(stdout).files[0].untested).toEqual([]);
      expect(exitCode).toBe(0);
    });
  },
);
