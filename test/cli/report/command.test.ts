import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { HOUR_MS } from '../../../shared/policy/time/units.ts';
import type { Timeline } from '../../../timeline/timeline.ts';
import { awsForEachTest, dormouse, EVENING, policyFile, writesOf } from '../run-cli.ts';

const FLEET = `clusters:
  - { id: dev-orders, tags: { env: dev } }
  - { id: dev-noted, status: stopped, since: 3d, tags: { env: dev } }
  - { id: dev-us, region: us-east-1 }
`;
const BACKUPS = `version: 1
mode: enforce
targets: [{ account: "111122223333", regions: [us-east-1] }]
rules:
  - name: backups
    match: { clusters: [dev-us] }
    snapshots: { create: { cron: "0 20 * * *" } }
`;

const aws = awsForEachTest(EVENING, FLEET);
let policy: string;

const pass = (hours: number) => aws.simulator.clock.advanceTo(aws.simulator.clock.now() + hours * HOUR_MS);

beforeEach(async () => {
  policy = await policyFile();
});

const run = (...args: string[]) => dormouse([...args, '--policy', policy]);

interface Told {
  readonly cluster: string;
  readonly what: string;
  readonly by: string;
  readonly rule?: string;
  readonly why?: string;
}

async function told(...options: string[]): Promise<Told[]> {
  const { stdout } = await run('report', '--json', ...options);
  const { entries } = JSON.parse(stdout) as { entries: Told[] };
  return entries;
}

describe('dormouse report', () => {
  test('says what Dormouse did, and why by the clock of its rule', async () => {
    await run('apply', '--yes', '--wait', '0m');
    pass(1);

    const { exitCode, stdout } = await run('report', '--since', '2h');

    expect(stdout).toMatch(/^111122223333 {2}eu-central-1\n {2}Mon 20:\d\d {2}dev-orders {2}stopped {2}/);
    expect(stdout).toContain('Dormouse, rule developers: outside mon-fri 07:00-19:00 since Mon 19:00 UTC');
    expect(stdout).toContain('Report: 1 change of 1 of 3 clusters since 2026-11-23 19:00 UTC; times of UTC.');
    expect(exitCode).toBe(0);
  });

  test('says what people did, and why', async () => {
    await run('start', 'dev-noted', '--because', 'demo');
    pass(1);
    await run('hold', 'dev-orders', 'for', '4h', '--because', 'load test');

    expect(await told()).toMatchObject([
      { cluster: 'dev-noted', what: 'started', by: 'person', why: 'simulator: demo' },
      { cluster: 'dev-orders', what: 'hold', by: 'person', why: 'simulator: load test' },
    ]);
  });

  test('says what is asked for and not done yet', async () => {
    await run('apply', '--yes', '--wait', '0m');

    expect(await told()).toMatchObject([{ cluster: 'dev-orders', what: 'stop requested', by: 'dormouse' }]);
  });

  test('says what nothing records any more', async () => {
    await run('apply', '--yes', '--wait', '0m');
    pass(1);
    aws.simulator.backend.cluster('dev-orders').changeTags({ 'dormouse:power': null });

    expect(await told()).toMatchObject([{ cluster: 'dev-orders', what: 'stopped', by: 'unknown' }]);
  });

  test('knows the restarts by AWS after seven days', async () => {
    await run('apply', '--yes', '--wait', '0m');
    pass(24 * 8);

    const restarted = (await told('--since', '7d')).filter(({ cluster }) => cluster === 'dev-orders');
    expect(restarted.map(({ what, by }) => `${what} by ${by}`)).toEqual(
      expect.arrayContaining(['seven-day restart by aws', 'started by aws']),
    );
  });

  test('narrows to clusters and Regions, and looks back no further than it should', async () => {
    await run('apply', '--yes', '--wait', '0m');
    pass(30);

    expect(await told('--since', '1h')).toEqual([]);
    expect(await told('--since', '2d', '--clusters', 'other-*')).toEqual([]);
    expect(await told('--since', '2d', '--regions', 'us-east-1')).toEqual([]);
    expect(await told('--since', '2026-11-23T19:00:00Z')).toMatchObject([{ cluster: 'dev-orders' }]);
  });

  test('names clusters that run outside their hours and have not been stopped for days', async () => {
    const note = { 'dormouse:power': 'start 2026-11-18T07:00:00Z by developers' };
    aws.simulator.backend.cluster('dev-orders').changeTags(note);
    const notStopped = async (...options: string[]): Promise<unknown> =>
      JSON.parse((await run('report', '--json', ...options)).stdout).notStopped;

    expect((await run('report')).stdout).toMatch(
      /Up outside their hours for days\n {2}dev-orders: not stopped since Wed 07:00, though its hours have ended/,
    );
    expect(await notStopped()).toEqual([
      {
        ...{ account: '111122223333', region: 'eu-central-1', cluster: 'dev-orders' },
        ...{ rule: 'developers', since: '2026-11-18T07:00:00.000Z' },
      },
    ]);
    expect(await notStopped('--clusters', 'other-*')).toEqual([]);
    aws.simulator.backend.cluster('dev-orders').changeTags({ 'dormouse:power': null });
    expect(await notStopped()).toEqual([]);
  });

  test('names the snapshots that Dormouse made', async () => {
    policy = await policyFile(BACKUPS);
    await run('apply', 'create-snapshots', '--yes', '--wait', '0m');
    pass(1);

    expect(await told()).toMatchObject([
      { cluster: 'dev-us', what: 'snapshot taken', by: 'dormouse', rule: 'backups' },
    ]);
  });

  test('--html and --out write a page of the same, with the states between the events', async () => {
    await run('apply', '--yes', '--wait', '0m');
    await run('hold', 'dev-us', 'for', '4h', '--because', 'load test');
    pass(4);
    const out = await mkdtemp(join(tmpdir(), 'dormouse-'));

    const { stdout } = await run('report', '--html', join(out, 'alone.html'), '--out', out);

    const timeline: Timeline = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'));
    const marksOf = (name: string) => timeline.clusters.find(({ id }) => id === name)?.marks ?? [];
    const textOf = ({ text = -1 }: { readonly text?: number }) => timeline.texts[text];
    expect(stdout).toContain(`Written: ${join(out, 'alone.html')}\nWritten: ${join(out, 'report.json')}\n`);
    expect(await readFile(join(out, 'alone.html'), 'utf8')).toContain('<html');
    expect(timeline).toMatchObject({ version: 1, kind: 'report', fleet: 'AWS', totals: { stops: 1 } });
    const [stop] = marksOf('dev-orders');
    expect(stop).toMatchObject({ kind: 'stop', by: 'dormouse', rule: 'developers' });
    expect(textOf(stop ?? {})).toMatch(/^outside mon-fri 07:00-19:00 since Mon 19:00 UTC/);
    expect(marksOf('dev-us').map((mark) => [mark.kind, mark.by, textOf(mark)])).toEqual([
      ['by-hand', 'people', 'hold, simulator: load test'],
    ]);
    expect(Object.fromEntries(timeline.clusters.map(({ id, power }) => [id, power]))).toEqual({
      'dev-orders': [
        [0, 'up'],
        [stop?.minute, 'stopped'],
      ],
      'dev-noted': [[0, 'stopped']],
      'dev-us': [[0, 'up']],
    });
  });

  test('a page that cannot be written is an error with a remedy', async () => {
    const { exitCode, stderr } = await run('report', '--html', '/nowhere/report.html');

    expect(stderr).toMatch(
      /\/nowhere\/report.html: cannot be written: ENOENT.*; name another file with --html/,
    );
    expect(exitCode).toBe(1);
  });

  test('--readiness lists what would stop a restore, and only with it is AWS asked', async () => {
    await run('report');
    expect(aws.simulator.calls.list({ action: 'DescribeDBSubnetGroups' })).toEqual([]);

    const { exitCode, stdout } = await run('report', '--readiness');
    const { readiness } = JSON.parse(
      (await run('report', '--readiness', '--json', '-c', 'dev-noted')).stdout,
    );

    expect(stdout).toContain(
      'Readiness: something is in the way of 1 of 3 clusters\ndev-noted  111122223333 eu-central-1\n      no-snapshot: ',
    );
    expect(exitCode).toBe(0);
    expect(readiness).toMatchObject({
      clusters: [{ cluster: 'dev-noted', ready: false, places: [], findings: [{ code: 'no-snapshot' }] }],
      unread: [],
    });
    expect(writesOf(aws)).toEqual([]);
  });

  test('--readiness ends with 1 where instances could not be listed', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', service: 'rds', action: 'DescribeDBInstances' }]);

    const { exitCode, stdout } = await run('report', '--readiness');

    expect(stdout).toMatch(/✗ instances of 111122223333 us-east-1 could not be read: AccessDenied: /);
    expect(exitCode).toBe(1);
  });

  test('writes nothing in AWS', async () => {
    await run('report');

    expect(writesOf(aws)).toEqual([]);
    expect(aws.simulator.calls.list({ action: 'DescribeEvents' })).toHaveLength(2);
  });

  test('says what could not be read, shows the rest, and ends with 1', async () => {
    await run('apply', '--yes', '--wait', '0m');
    aws.simulator.faults.setRules([{ kind: 'denied', service: 'rds', region: 'us-east-1' }]);

    const { exitCode, stdout } = await run('report');

    expect(stdout).toMatch(/dev-orders {2}stop requested/);
    expect(stdout).toMatch(/✗ 111122223333 us-east-1 could not be read: AccessDenied: /);
    expect(exitCode).toBe(1);
  });

  test.each([
    ['yesterday', '--since "yesterday" is neither a duration nor a time; write for example 24h'],
    ['15d', '--since 15d is too long ago; RDS keeps events for 14 days: write 14d'],
  ])('--since %s is refused', async (since, says) => {
    const { exitCode, stderr } = await run('report', '--since', since);

    expect(stderr).toContain(says);
    expect(exitCode).toBe(1);
  });
});
