import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';

const policy = (hours: string) => `version: 1
mode: enforce
timezone: UTC
rules: [{ name: all, match: {}, power: { hours: ${hours}, stop: atOnce } }]
`;

test.each([
  ['no difference', 'daily 08:00-18:00', 0, 'No difference'],
  ['longer hours', 'daily 08:00-19:00', 2, 'Different, and not more dangerous'],
  ['shorter hours', 'daily 08:00-12:00', 3, 'More dangerous'],
])(
  'the step that compares goes on, with a comment and the exit code: %s',
  async (_title, hours, code, text) => {
    const { error, comment, output } = await step(policy(hours));

    expect(error).toBeUndefined();
    expect(comment).toContain(`### ${text}`);
    expect(output).toBe(`code=${code}\n`);
  },
);

test('the step fails where the new policy cannot be read', async () => {
  const { error } = await step('version: 2');

  expect(error).toMatchObject({ code: 1 });
});

/** Runs the step's own script in a folder with the files of a pull request, `git show` answering the old policy. */
async function step(text: string) {
  const { jobs } = parse(await readFile('examples/github/policy-review.yml', 'utf8'));
  const { run } = jobs.compare.steps.find(({ name = '' }) => name === 'compare');
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-review-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const within = (name: string) => join(folder, name);
  await writeFile(within('old.yml'), policy('daily 08:00-18:00'));
  await writeFile(within('policy.yml'), text);
  await writeFile(within('fleet.yml'), 'clusters: [{ id: db }]');
  await command(within('git'), `cat '${within('old.yml')}'`);
  await command(within('npx'), `shift; exec '${process.execPath}' '${resolve('cli/dormouse.js')}' "$@"`);
  const path = `${folder}:${process.env.PATH}`;
  const summary = { GITHUB_OUTPUT: within('output'), GITHUB_STEP_SUMMARY: within('summary') };
  const error = await promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', run], {
    cwd: folder,
    env: { ...process.env, ...summary, PATH: path, BASE: 'main' },
  }).then(
    () => undefined,
    (cause: unknown) => cause,
  );
  const [comment, output] = await Promise.all(
    ['comparison.md', 'output'].map((name) => readFile(within(name), 'utf8')),
  );
  return { error, comment, output };
}

async function command(file: string, script: string): Promise<void> {
  await writeFile(file, `#!/usr/bin/env bash\n${script}\n`);
  await chmod(file, 0o755);
}
