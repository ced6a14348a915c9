import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dormouse } from '../run-cli.ts';

const run = (args: readonly string[], input = '') => dormouse(['simulate', ...args], input);

const examples = ['--policy', 'examples/policy.yml', '--fleet', 'examples/fleet.yml'];
const aDay = ['--days', '1', '--from', '2026-11-23T05:00Z'];

test('shows the figures that matter first, then by rule, then what to know about them', async () => {
  const { exitCode, stdout } = await run([...examples, ...aDay]);

  expect(exitCode).toBe(0);
  expect(stdout).toContain('examples/policy.yml on examples/fleet.yml, 46 clusters, 1 day');
  expect(stdout.indexOf('up in use')).toBeLessThan(stdout.indexOf('By rule of power'));
  expect(stdout).toContain('developer databases');
});

test('gives the timeline as JSON, the same for the same seed', async () => {
  const [first, again, other] = [
    await run([...examples, ...aDay, '--json']),
    await run([...examples, ...aDay, '--json']),
    await run([...examples, ...aDay, '--json', '--seed', '2']),
  ];

  const timeline = JSON.parse(first.stdout);
  expect(timeline).toMatchObject({ version: 1, kind: 'simulation', from: '2026-11-23T05:00:00.000Z' });
  expect(timeline.clusters).toHaveLength(46);
  expect(again.stdout).toBe(first.stdout);
  expect(other.stdout).not.toBe(first.stdout);
});

test('writes the timeline and its page into a folder', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-simulate-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const out = join(folder, 'reports');

  const { stdout } = await run([...examples, ...aDay, '--out', out]);

  expect(stdout).toContain(`Written: ${join(out, 'simulation.html')}`);
  expect(JSON.parse(await readFile(join(out, 'simulation.json'), 'utf8')).clusters).toHaveLength(46);
  expect(await readFile(join(out, 'simulation.html'), 'utf8')).toContain('<html');
});

test('a policy that only observes is simulated as if it enforced, and says so', async () => {
  const policy = 'version: 1\nmode: observe\nrules: [{ name: all, match: {}, power: { hours: never } }]';
  const { stdout } = await run(['--policy', '-', '--fleet', 'examples/fleet.yml', ...aDay], policy);

  expect(stdout).toContain('says mode: observe');
});

test.each([
  ['a fleet file that ends in the middle', 'clusters: [{ id: a', /1:\d+/],
  ['a value that cannot be', 'clusters: [{ id: a, size: big }]', /1:\d+ clusters\[0\]\.size/],
])('%s: line, column and remedy, exit code 1', async (_title, fleet, place) => {
  const { exitCode, stderr } = await run(['--policy', 'examples/policy.yml', '--fleet', '-', ...aDay], fleet);

  expect(exitCode).toBe(1);
  expect(stderr).toMatch(place);
  expect(stderr).toContain('docs/fleet-file.md');
});

test('a fleet file that is not there, and days that are none', async () => {
  const missing = await run(['--policy', 'examples/policy.yml', '--fleet', 'no.yml']);
  const none = await run([...examples, '--days', 'many']);

  expect(missing.stderr).toContain('no.yml: there is no such file');
  expect(none.stderr).toContain('Write a number of days');
  expect([missing.exitCode, none.exitCode]).toEqual([1, 1]);
});
