import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import CompilePolicy from '../../scripts/compile-policy.ts';

const good = 'version: 1\nrules:\n  - { name: all, match: {}, power: { hours: always } }\n';

/** The plugin for a service with a policy file of this text. */
function packaging(text: string, DORMOUSE_POLICY = 'file:policy.yml') {
  const serviceDir = mkdtempSync(join(tmpdir(), 'dormouse-'));
  onTestFinished(() => rmSync(serviceDir, { recursive: true }));
  writeFileSync(join(serviceDir, 'policy.yml'), text);
  const { hooks } = new CompilePolicy({
    serviceDir,
    service: { provider: { environment: { DORMOUSE_POLICY } } },
  });
  return {
    compiled: join(serviceDir, 'policy.yml.compiled.json'),
    begin: () => hooks['before:package:createDeploymentArtifacts']?.(),
    end: () => hooks['after:package:createDeploymentArtifacts']?.(),
  };
}

test('the policy is packaged with its text and what was made of it, and nothing is left behind', () => {
  const { compiled, begin, end } = packaging(good);

  begin();
  const made = JSON.parse(readFileSync(compiled, 'utf8'));
  end();

  expect(made).toMatchObject({ text: good, policy: { rules: [{ name: 'all' }] }, warnings: [] });
  expect(existsSync(compiled)).toBe(false);
});

test('a policy with a mistake is not packaged', () => {
  const { begin } = packaging('version: 2\n');

  expect(begin).toThrow(/^policy\.yml:1:10 version: 2 is not 1/m);
});

test('a policy from elsewhere is not looked for', () => {
  const { compiled, begin, end } = packaging('', 'ssm:/dormouse/policy');

  begin();
  end();

  expect(existsSync(compiled)).toBe(false);
});
