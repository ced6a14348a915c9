import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkPolicy } from '../../../shared/runtime/function/check-policy.ts';
import { compiledPath } from '../../../shared/runtime/function/compiled-policy.ts';
import { readConfig } from '../../../shared/runtime/function/config.ts';
import { loadPolicy } from '../../../shared/runtime/function/load-policy.ts';
import { fullPolicy } from '../../policy/file/full-policy.ts';

const folder = mkdtempSync(join(tmpdir(), 'dormouse-'));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, 'policy.yml');
const config = readConfig({ AWS_REGION: 'eu-central-1', LAMBDA_TASK_ROOT: folder });
const good = 'version: 1\nrules:\n  - { name: all, match: {}, power: { hours: always } }\n';

/** Puts a policy file there, and what was made of `text`. */
function place(file: string, text: string, mode = 'enforce'): void {
  const { policy, warnings } = checkPolicy(text, 'policy.yml');
  writeFileSync(path, file);
  writeFileSync(compiledPath(path), JSON.stringify({ text, policy: { ...policy, mode }, warnings }));
}

test('nothing of a policy is lost by compiling it', () => {
  const loaded = checkPolicy(fullPolicy, 'policy.yml');

  expect(JSON.parse(JSON.stringify(loaded))).toStrictEqual(loaded);
});

test('a policy that was compiled when it was packaged is used as it is', async () => {
  place(good, good, 'as compiled');

  const { policy } = await loadPolicy(config);

  expect(policy.mode).toBe('as compiled');
});

test('a policy that was compiled from another text is not used', async () => {
  place(good.replace('always', 'never'), good);

  const { policy } = await loadPolicy(config);

  expect(policy.mode).toBe('observe');
  expect(policy.rules[0]?.power?.hours).toMatchObject({ ranges: 'never' });
});

test('a compiled policy that cannot be read is an error', async () => {
  writeFileSync(compiledPath(path), '{');

  await expect(loadPolicy(config)).rejects.toThrow(SyntaxError);
});
