import { readdir } from 'node:fs/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { loadFleet } from '../../../simulator/fleet/load-fleet.ts';
import { dormouse, policyFile } from '../run-cli.ts';
import { aRecorder } from './recorder.ts';

let recorder: Awaited<ReturnType<typeof aRecorder>>;

afterEach(async () => {
  await recorder.close();
  vi.unstubAllEnvs();
});

describe('a recording that is disturbed', () => {
  const ONE =
    'keys: [{ alias: alias/a }]\nclusters: [{ id: dev-orders, use: always, encrypted: alias/a }, { id: other, use: always }]';

  test('keeps what was read when the credentials expire, and reads the rest next time', async () => {
    recorder = await aRecorder(ONE);
    const rule = {
      kind: 'refused',
      code: 'ExpiredToken',
      message: 'The security token has expired',
    } as const;
    recorder.simulator.faults.setRules([{ ...rule, service: 'monitoring', nth: { from: 2 } }]);

    const first = await recorder.record(['--days', '20']);

    expect(first.exitCode).toBe(1);
    expect(first.stdout).toContain(
      'Missing, and written as unknown:\n  111122223333 eu-central-1: metrics, ',
    );
    expect(first.stdout).toContain('ExpiredToken: The security token has expired (log in again');
    expect(loadFleet(first.text).recorded?.missing).toHaveLength(1);
    expect(first.text).toContain('DatabaseConnections: 8640x5 20160x?');

    recorder.simulator.faults.setRules([]);
    const before = recorder.simulator.calls.list({ action: 'GetMetricData' }).length;
    const second = await recorder.record(['--days', '20']);

    expect(second).toMatchObject({
      exitCode: 0,
      stderr: expect.stringContaining('Goes on with the recording'),
    });
    expect(second.text).not.toContain('x?');
    expect(recorder.simulator.calls.list({ action: 'GetMetricData' }).length - before).toBeLessThan(25);
    expect(await readdir(recorder.folder)).toEqual(['fleet.yml']);
  });

  test.each([
    ['DescribeEvents', 'events'],
    ['DescribeDBInstances', 'instances'],
    ['DescribeDBClusterSnapshots', 'snapshots'],
    ['DescribeAccountAttributes', 'quota of snapshots'],
    ['DescribeKey', 'key arn:aws:kms:eu-central-1:'],
    ['GetMetricData', 'metrics, '],
  ])('without permission for %s says so, and keeps the rest', async (action, what) => {
    recorder = await aRecorder(ONE);
    recorder.simulator.faults.setRules([{ kind: 'denied', action, region: 'eu-central-1' }]);

    const { exitCode, stdout, text } = await recorder.record();

    expect(exitCode).toBe(1);
    expect(stdout).toContain(`111122223333 eu-central-1: ${what}`);
    expect(stdout).toContain('AccessDenied');
    expect(loadFleet(text).clusters.map(({ id }) => id)).toEqual(['dev-orders', 'other']);
  });

  test('goes on with the other Regions when one cannot be read', async () => {
    recorder = await aRecorder(ONE);
    recorder.simulator.faults.setRules([{ kind: 'denied', service: 'rds', region: 'us-east-1' }]);

    const { exitCode, stdout, text } = await recorder.record();

    expect(exitCode).toBe(1);
    expect(stdout).toContain('111122223333 us-east-1: everything: AccessDenied');
    expect(loadFleet(text).clusters).toHaveLength(2);
  });

  test('writes nothing when nothing can be read', async () => {
    recorder = await aRecorder(ONE);
    recorder.simulator.faults.setRules([{ kind: 'denied', service: 'rds' }]);

    const { exitCode, stderr } = await recorder.record();

    expect({ exitCode, stderr: stderr.split(':')[0] }).toEqual({ exitCode: 1, stderr: 'dormouse' });
    expect(await readdir(recorder.folder)).toEqual([]);
  });

  test('asks nobody for money in a script', async () => {
    recorder = await aRecorder(ONE);

    const { exitCode, stderr } = await dormouse([
      'record',
      '--out',
      recorder.out,
      '--policy',
      await policyFile(),
    ]);

    expect(exitCode).toBe(1);
    expect(stderr).toContain('dormouse: metrics cost money, and nobody can be asked; add --yes\n');
    expect(recorder.simulator.calls.list({ action: 'GetMetricData' })).toEqual([]);
  });

  test.each(['0', '63', 'many'])('takes no --days %s', async (days) => {
    recorder = await aRecorder(ONE);

    const { exitCode, stderr } = await dormouse(['record', '--days', days, '--policy', await policyFile()]);

    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: `dormouse: --days "${days}" is not a number of days; write one from 1 to 62, CloudWatch keeps no more\n`,
    });
  });
});
