import { readdir, writeFile } from 'node:fs/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { dormouseAsked, policyFile } from '../run-cli.ts';
import { aRecorder } from './recorder.ts';

const FLEET = 'clusters: [{ id: dev-orders, use: always }, { id: other, use: always }]';

let recorder: Awaited<ReturnType<typeof aRecorder>>;

afterEach(async () => {
  await recorder.close();
  vi.unstubAllEnvs();
});

/** Records on a terminal, where somebody answers. */
async function asked(answer: string) {
  const args = ['--out', recorder.out, '--policy', await policyFile(), '--days', '3', '--no-prices'];
  return dormouseAsked(['record', ...args], answer);
}

const metricCalls = () => recorder.simulator.calls.list({ action: 'GetMetricData' }).length;

describe('on a terminal, a recording says what the metrics cost and asks', () => {
  test.each(['y', 'YES'])('%s reads them', async (answer) => {
    recorder = await aRecorder(FLEET);
    const { exitCode, stderr } = await asked(answer);

    expect(stderr).toMatch(/metrics.*\$\d+\.\d\d/s);
    expect(stderr.indexOf('Read them? [y/N]')).toBeGreaterThan(stderr.indexOf('$'));
    expect(exitCode).toBe(0);
    expect(metricCalls()).toBeGreaterThan(0);
    expect(await readdir(recorder.folder)).toEqual(['fleet.yml']);
  });

  test.each(['n', '', 'maybe'])('"%s" reads and writes nothing', async (answer) => {
    recorder = await aRecorder(FLEET);
    const { exitCode, stderr, stdout } = await asked(answer);

    expect(stderr).toContain('Read them? [y/N]');
    expect(stderr).toContain('Nothing was recorded.');
    expect(stdout).toBe('');
    expect(exitCode).toBe(1);
    expect(metricCalls()).toBe(0);
    expect(await readdir(recorder.folder)).toEqual([]);
  });

  test('no leaves an earlier recording and what an interrupted one has paid for as they are', async () => {
    recorder = await aRecorder(FLEET);
    recorder.simulator.faults.setRules([{ kind: 'denied', service: 'monitoring', nth: { from: 2 } }]);
    const { text } = await recorder.record(['--days', '20']);
    recorder.simulator.faults.clear();
    const before = metricCalls();

    const args = ['--out', recorder.out, '--policy', await policyFile(), '--days', '20', '--no-prices'];
    const { exitCode, stderr } = await dormouseAsked(['record', ...args], 'n');

    expect(stderr).toContain('Goes on with the recording that was interrupted.');
    expect(exitCode).toBe(1);
    expect(metricCalls()).toBe(before);
    expect(text).not.toBe('');
    expect((await readdir(recorder.folder)).toSorted()).toEqual(['fleet.yml', 'fleet.yml.partial']);
  });

  test('a folder in the place of the file is refused before anything is read', async () => {
    recorder = await aRecorder(FLEET);
    await writeFile(`${recorder.out}.keep`, '');
    const { exitCode, stderr } = await dormouseAsked(
      ['record', '--out', recorder.folder, '--days', '3'],
      'y',
    );

    expect(stderr).toContain('is there and is no file; name another with --out');
    expect(exitCode).toBe(1);
    expect(recorder.simulator.calls.list()).toEqual([]);
  });
});
