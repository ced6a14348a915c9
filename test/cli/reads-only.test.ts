import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test, vi } from 'vitest';
import { commands } from '../../cli/commands.ts';
import { dormouse, EVENING, openAws, POLICY, policyFile, sentEvents, writesOf } from './run-cli.ts';

/** The rest of a command line that makes each of them read what it reads. */
const lines: Readonly<Record<string, readonly string[]>> = {
  plan: ['--all'],
  forecast: ['--days', '2'],
  record: ['--days', '1', '--yes', '--out', join(await mkdtemp(join(tmpdir(), 'dormouse-')), 'fleet.yml')],
  explain: ['dev-orders'],
  report: ['--since', '7d'],
  history: ['dev-orders'],
  doctor: [],
  readiness: ['--all'],
  recipe: ['rds:dev-orders-2026-11-22-23-00'],
  evidence: ['--bucket', 's3://evidence', '--verify'],
};

/** They follow no policy. */
const withoutPolicy: readonly string[] = ['recipe', 'evidence', 'history'];

/** The beginning of the calls that show that it has read; the others read RDS. */
const reads: Readonly<Record<string, string>> = { evidence: 'ListObjects', history: 'FilterLogEvents' };

const KEPT = `${POLICY}protect: [{ clusters: [other] }]\n`;

/** The commands whose help says that they only read. */
async function readers(): Promise<string[]> {
  const io = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  return all
    .map((define): Command => define(io, () => undefined))
    .filter((command) => command.description().includes('only reads, changes nothing'))
    .map((command) => command.name());
}

test('every command that says so is tried', async () => {
  expect((await readers()).filter((name) => lines[name] === undefined)).toEqual([]);
});

test.each(Object.entries(lines))('dormouse %s reads AWS and changes nothing there', async (name, more) => {
  const aws = await openAws(EVENING, undefined, [], [{ name: 'evidence', account: '111122223333' }]);
  const policy = withoutPolicy.includes(name) ? [] : ['--policy', await policyFile(KEPT)];
  const { stderr } = await dormouse([name, ...more, ...policy]);
  await aws.close();
  vi.unstubAllEnvs();

  expect(stderr).not.toContain('--help');
  const read = aws.simulator.calls
    .list()
    .filter(({ action }) => action.startsWith(reads[name] ?? 'DescribeDB'));
  expect(read).not.toEqual([]);
  expect([writesOf(aws), sentEvents(aws)]).toEqual([[], []]);
});

test.each(Object.keys(commands))('dormouse %s --help has examples and exit codes', async (name) => {
  const { exitCode, stdout } = await dormouse([name, '--help']);

  expect(stdout).toMatch(/\nExamples?:\n/);
  expect(stdout).toMatch(/\nExit codes?:/);
  expect(exitCode).toBe(0);
});
