import { execFileSync } from 'node:child_process';
import { lstat } from 'node:fs/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { dormouse } from '../run-cli.ts';
import { aRecorder } from './recorder.ts';

let recorder: Awaited<ReturnType<typeof aRecorder>>;

afterEach(async () => {
  await recorder.close();
  vi.unstubAllEnvs();
});

// As the superuser, a fleet file in the place of /dev/null would break the machine.
test('what is no file is not replaced by one, and nothing is read for it', async () => {
  recorder = await aRecorder('clusters: [{ id: dev-orders }]\n');
  execFileSync('mkfifo', [recorder.out]);

  const { exitCode, stderr } = await dormouse(['record', '--out', recorder.out, '--yes', '--no-prices']);

  expect((await lstat(recorder.out)).isFIFO()).toBe(true);
  expect(stderr).toBe(`dormouse: ${recorder.out} is there and is no file; name another with --out\n`);
  expect([exitCode, recorder.simulator.calls.list()]).toEqual([1, []]);
});
