import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { dormouse } from '../cli/run-cli.ts';

const HEAD = 'version: 1\ntimezone: Europe/Berlin\n';
const tests: Record<string, { readonly tests: readonly unknown[] }> = parse(
  readFileSync('test/examples/cookbook.yml', 'utf8'),
);

/** Each recipe of the page, by its heading. */
const recipes = readFileSync('docs/cookbook.md', 'utf8')
  .split(/^## /m)
  .slice(1)
  .map((section) => ({
    wish: section.slice(0, section.indexOf('\n')),
    policy: /```yaml\n(.*?)```/s.exec(section)?.[1] ?? '',
  }));

beforeAll(() => {
  // Whether the dates of a calendar have passed must not depend on the day of the test.
  vi.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-11-23T19:00:00Z'));
});

afterAll(() => {
  vi.restoreAllMocks();
});

test('each recipe of the cookbook has tests, and each test a recipe', () => {
  expect(recipes.map(({ wish }) => wish)).toEqual(Object.keys(tests));
});

test.each(recipes)('$wish', async ({ wish, policy }) => {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-cookbook-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const policyFile = join(folder, 'recipe.yml');
  const testFile = join(folder, 'recipe.test.yml');
  await writeFile(policyFile, HEAD + policy);
  await writeFile(testFile, stringify({ version: 1, ...tests[wish] }));

  const valid = await dormouse(['validate', policyFile]);
  const decided = await dormouse(['test', testFile, '--json']);

  expect(valid.stdout).toMatch(/: valid, \d rules?\n$/);
  expect(decided, decided.stdout).toMatchObject({ exitCode: 0 });
  expect(JSON.parse(decided.stdout).files[0].untested).toEqual([]);
  expect(tests[wish]?.tests.length).toBeGreaterThan(1);
});
