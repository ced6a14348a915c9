import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dormouse, dormouseAsked } from '../run-cli.ts';

const policy = (hours: string) =>
  `{ version: 1, mode: enforce, timezone: UTC, rules: [{ name: all, match: {}, power: { hours: ${hours}, stop: atOnce } }] }`;

/** Starts the command line, with a text on standard input. */
type Start = (args: readonly string[], input: string) => ReturnType<typeof dormouse>;

async function run(old: string, now: string, args: readonly string[] = [], start: Start = dormouse) {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-compare-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = (name: string) => join(folder, name);
  await writeFile(file('old.yml'), old);
  await writeFile(file('new.yml'), now);
  await writeFile(
    file('fleet.yml'),
    'clusters: [{ id: db, use: [{ hours: daily 10:00-16:00, connections: 3 }] }]',
  );
  const span = ['--fleet', file('fleet.yml'), '--from', '2026-11-23T00:00Z', '--days', '2'];
  const files = args.includes('-') ? ['-', file('new.yml')] : [file('old.yml'), file('new.yml')];
  const rest = args.filter((arg) => arg !== '-').map((arg) => arg.replace('FOLDER', folder));
  return { folder, ...(await start(['compare', ...files, ...span, ...rest], old)) };
}

const [day, longer, shorter] = ['daily 08:00-18:00', 'daily 08:00-20:00', 'daily 08:00-12:00'].map(
  policy,
) as [string, string, string];

test('says what differs, with exit codes for scripts', async () => {
  const [same, different, dangerous] = [await run(day, day), await run(day, longer), await run(day, shorter)];

  expect([same.exitCode, different.exitCode, dangerous.exitCode]).toEqual([0, 2, 3]);
  expect(same.stdout).toContain('No difference: both do the same to all 1 clusters.');
  expect(different.stdout).toContain('Different, and not more dangerous');
  expect(dangerous.stdout).toMatch(
    /More dangerous\n {2}db \(rule all\)\n {4}stopped for 12 h in which it was up before/,
  );
});

test('fits a terminal of 80 columns, without colours where there should be none', async () => {
  const { stdout } = await run(day, shorter, ['--no-color'], dormouseAsked);

  // A path that is wider than the terminal is not broken.
  const lines = stdout.split('\n').filter((line) => !line.includes('/'));
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  expect(stdout).not.toContain('\u001b');
});

test('reads the old policy from standard input, and writes JSON', async () => {
  const { stdout, exitCode } = await run(day, shorter, ['-', '--json']);

  expect(exitCode).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({
    version: 1,
    verdict: 'more-dangerous',
    of: 1,
    clusters: [{ id: 'db', touched: 'by-both', rule: { old: 'all', new: 'all' } }],
  });
});

test('writes a comment for a pull request, in which no name becomes markup', async () => {
  const named = shorter.replace('name: all', 'name: "<img src=x> @all | x"');
  const { stdout } = await run(day, named, ['--format', 'markdown']);

  expect(stdout).toContain('### More dangerous: 1 of 1 clusters differs');
  expect(stdout).not.toContain('<img');
  expect(stdout).not.toMatch(/(?<!\\)@all/);
});

test('writes the comparison and its page into a folder', async () => {
  const { stdout, folder } = await run(day, shorter, ['--out', 'FOLDER/reports']);

  expect(stdout).toContain('comparison.html');
  expect(JSON.parse(await readFile(join(folder, 'reports', 'comparison.json'), 'utf8')).verdict).toBe(
    'more-dangerous',
  );
  expect(await readFile(join(folder, 'reports', 'comparison.html'), 'utf8')).toContain('<html');
});

test('a policy that cannot be used is named with line and column, exit code 1', async () => {
  const { exitCode, stderr } = await run(day, 'version: 1\nrules: 3');

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/new\.yml:2:\d+/);
});

test('two files cannot both come from standard input', async () => {
  const { exitCode, stderr } = await run(day, day, ['-', '--fleet=-']);

  expect(exitCode).toBe(1);
  expect(stderr).toContain('name a file for one of them');
});
