import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { policyFile } from '../run-cli.ts';
import { aRecorder } from './recorder.ts';

const FLEET = 'clusters: [{ id: dev-orders, use: always }, { id: other, use: always }]';

let recorder: Awaited<ReturnType<typeof aRecorder>>;

afterEach(async () => {
  await recorder.close();
  vi.unstubAllEnvs();
});

/** Starts the command line as a process of its own. */
async function start(...args: readonly string[]) {
  const usual = [
    '--out',
    recorder.out,
    '--policy',
    await policyFile(),
    '--days',
    '20',
    '--yes',
    '--no-prices',
  ];
  const child = spawn(process.execPath, ['cli/dormouse.js', 'record', ...usual, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0' },
  });
  let stderr = '';
  child.stderr.on('data', (data) => (stderr += data));
  child.stdout.resume();
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, stderr }));
  return { child, ended };
}

const metricCalls = () => recorder.simulator.calls.list({ action: 'GetMetricData' }).length;

test('Ctrl-C midway leaves no half-written file, and the next run reads only the rest', async () => {
  recorder = await aRecorder(FLEET);
  recorder.simulator.faults.setRules([{ kind: 'hang', service: 'monitoring', nth: { from: 3 } }]);

  const { child, ended } = await start();
  await vi.waitFor(() => expect(metricCalls()).toBeGreaterThanOrEqual(3), 60_000);
  child.kill('SIGINT');
  const { code, signal } = await ended;

  expect(signal ?? code).not.toBe(0);
  expect(await readdir(recorder.folder)).toEqual(['fleet.yml.partial']);

  recorder.simulator.faults.clear();
  const before = metricCalls();
  const { exitCode, stderr, text } = await recorder.record(['--days', '20']);
  const resumed = metricCalls() - before;
  expect(stderr).toContain('Goes on with the recording that was interrupted.');
  expect(exitCode).toBe(0);
  expect(text).not.toContain('x?');
  expect(await readdir(recorder.folder)).toEqual(['fleet.yml']);

  await recorder.record(['--days', '20']);
  expect(metricCalls() - before - resumed).toBeGreaterThan(resumed);
}, 120_000);

test('Ctrl-C before anything is read leaves nothing that says otherwise', async () => {
  recorder = await aRecorder(FLEET);
  recorder.simulator.faults.setRules([{ kind: 'hang', service: 'rds' }]);

  const { child, ended } = await start();
  await vi.waitFor(() => expect(recorder.simulator.calls.list({}).length).toBeGreaterThan(0), 60_000);
  child.kill('SIGINT');
  await ended;

  expect((await readdir(recorder.folder)).filter((name) => name !== 'fleet.yml.partial')).toEqual([]);
}, 120_000);
