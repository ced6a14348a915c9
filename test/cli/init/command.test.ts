import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { main } from '../../../cli/main.ts';
import { dormouse } from '../run-cli.ts';

async function emptyFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'dormouse-'));
}

describe('without a terminal', () => {
  test('the defaults make a policy that validate accepts, in mode observe', async () => {
    const out = join(await emptyFolder(), 'policy.yml');
    const { exitCode, stdout } = await dormouse(['init', '--out', out, '--timezone', 'Europe/Berlin']);

    expect(stdout).toContain(`${out}: written, 1 rule, in mode observe`);
    expect(exitCode).toBe(0);
    expect(await readFile(out, 'utf8')).toMatch(/^mode: observe$/m);
    expect((await dormouse(['validate', out])).stdout).toBe(`${out}: valid, 1 rule\n`);
  });

  test('the options are in it', async () => {
    const { stdout } = await dormouse([
      ...['init', '--out', '-', '--timezone', 'UTC', '--hours', 'mon-sat 06:00-20:00', '--stop', 'atOnce'],
      ...['--tag', 'team=web', '--protect', 'env=live', '--copy-to', 'us-west-2', '--kms-key', 'alias/dr'],
    ]);

    for (const line of [
      'hours: mon-sat 06:00-20:00',
      'stop: atOnce',
      'tags: { team: [ web ] }',
      'region: us-west-2',
      'kmsKey: alias/dr',
    ]) {
      expect(stdout).toContain(line);
    }
  });

  test('a file that is there is kept, unless --force says otherwise', async () => {
    const out = join(await emptyFolder(), 'policy.yml');
    await writeFile(out, 'mine');
    const { exitCode, stderr } = await dormouse(['init', '--out', out]);

    expect(stderr).toContain(
      `${out} is there already; name another with --out, or overwrite it with --force`,
    );
    expect(exitCode).toBe(1);
    expect(await readFile(out, 'utf8')).toBe('mine');
    expect((await dormouse(['init', '--out', out, '--force'])).exitCode).toBe(0);
    expect(await readFile(out, 'utf8')).not.toBe('mine');
  });

  test.each([
    [['--timezone', 'CET+1'], '"CET+1"'],
    [['--hours', '9 to 5 maybe'], '"9 to 5 maybe"'],
    [['--stop', 'soon'], '"soon" is none of whenIdle, atOnce, atEnd, never; write one of them'],
    [['--tag', 'env'], '--tag "env" is not KEY=VALUE; write for example env=dev,test'],
    [['--copy-to', 'oregon'], '"oregon" is not a Region; write for example us-west-2, or none'],
    [['--from-custodian', 'a.yml', '--from-backup-plan', 'b.json'], 'cannot be used with'],
    [['--from-custodian', 'missing.yml'], 'missing.yml: there is no such file'],
  ])('%j is an error with a remedy', async (args, message) => {
    const { exitCode, stderr } = await dormouse(['init', '--out', '-', ...args]);

    expect(stderr).toContain(message);
    expect(exitCode).toBe(1);
  });

  test('a conversion lists what it leaves out, in the file and on the terminal; --json too', async () => {
    const folder = await emptyFolder();
    const [theirs, out] = [join(folder, 'plan.json'), join(folder, 'policy.yml')];
    await writeFile(theirs, '{"BackupPlan":{"BackupPlanName":"gold","Rules":[{"RuleName":"daily"}]}}');
    const { stdout } = await dormouse(['init', '--json', '--out', out, '--from-backup-plan', theirs]);
    const { notes } = JSON.parse(stdout);

    expect(notes).toContain('rule daily: it has no DeleteAfterDays, so every snapshot stays');
    expect(await readFile(out, 'utf8')).toContain(
      '# - rule daily: it has no DeleteAfterDays, so every snapshot stays',
    );
    expect((await dormouse(['validate', out])).exitCode).toBe(0);
  });

  test('a file that is neither YAML nor JSON is refused with line and column', async () => {
    const theirs = join(await emptyFolder(), 'x.yml');
    await writeFile(theirs, 'policies:\n  - {');
    const { stderr } = await dormouse(['init', '--out', '-', '--from-custodian', theirs]);

    expect(stderr).toContain(`${theirs}:2:`);
    expect(stderr).toContain('is neither YAML nor JSON');
  });
});

test('on a terminal it asks, again where an answer cannot be used, and an empty answer takes the default', async () => {
  const out = join(await emptyFolder(), 'policy.yml');
  const answers = [
    'Europe/Madrid',
    '',
    'nine to five',
    'mon-fri 09:00-17:00',
    'never',
    'none',
    'yes',
    'us-west-2',
    'alias/dr',
  ];
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  for (const answer of answers) stdin.write(`${answer}\n`);
  stdin.end();
  let asked = '';
  const screen = () =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          asked += String(chunk);
          done();
        },
      }),
      { isTTY: true, columns: 80 },
    );
  const exitCode = await main(['init', '--out', out], { stdin, stdout: screen(), stderr: screen() });
  const policy = await readFile(out, 'utf8');

  expect(exitCode).toBe(0);
  expect(asked).toContain('Hours in which they are up [mon-fri 07:00-19:00]');
  expect(asked).toContain('"nine to five"');
  for (const line of [
    'timezone: Europe/Madrid',
    'hours: mon-fri 09:00-17:00',
    'stop: never',
    'kmsKey: alias/dr',
  ]) {
    expect(policy).toContain(line);
  }
  expect(policy).not.toContain('protect:');
});
