import { beforeEach, describe, expect, test } from 'vitest';
import { outcomeEventSchema } from '../../../shared/runtime/report/event-schema.ts';
import {
  awsForEachTest,
  dormouse,
  dormouseAsked,
  NOON,
  POLICY,
  policyFile,
  sentEvents,
  writesOf,
} from '../run-cli.ts';

const FLEET = `accounts: [{ id: "111122223333" }]
clusters:
  - { id: dev-orders, tags: { env: dev } }
  - { id: dev-asleep, status: stopped, tags: { env: dev } }
  - { id: dev-held, tags: { env: dev, "dormouse:hold": "up until 2026-11-24", "dormouse:by-hand": "hold 2026-11-23T08:00:00Z by anna: demo" } }
  - { id: dev-broken, tags: { "dormouse:hold": "next friday" } }
  - { id: dev-kept, tags: { keep: "yes" } }
  - { id: other, status: stopped }
`;
const PROTECTED = `${POLICY}protect:
  - { tags: { keep: ["yes"] }, from: [stop] }
`;

const aws = awsForEachTest(NOON, FLEET);
let policy: string;

beforeEach(async () => {
  policy = await policyFile(PROTECTED);
});

const run = (...args: string[]) => dormouse([...args, '--policy', policy]);
const statusOf = (id: string) => aws.simulator.backend.state().clusters.find((one) => one.id === id)?.status;

describe('dormouse start', () => {
  test.each(['dev-asleep', 'other'])('starts %s and holds it up for four hours', async (id) => {
    const { exitCode, stdout } = await run('start', id, '--because', 'demo');

    expect(writesOf(aws).map(({ action }) => action)).toEqual(['AddTagsToResource', 'StartDBCluster']);
    expect(writesOf(aws)[0]?.input).toMatchObject({
      Tags: [
        { Key: 'dormouse:hold', Value: 'up until 2026-11-23T16:00:00Z' },
        { Key: 'dormouse:by-hand', Value: 'start 2026-11-23T12:00:00Z by simulator: demo' },
      ],
    });
    expect(stdout).toContain('AWS has accepted the start');
    expect(exitCode).toBe(0);
  });

  test('holds a cluster that runs already, and calls no start', async () => {
    const { exitCode, stdout } = await run('start', 'dev-orders', '--for', '2d');

    expect(writesOf(aws).map(({ action }) => action)).toEqual(['AddTagsToResource']);
    expect(stdout).toContain('It is available already; the functions keep it up until Wed 12:00 UTC.');
    expect(exitCode).toBe(0);
  });

  test('sends the events of the hold and of the start', async () => {
    await run('start', 'dev-asleep', '--event-bus', 'bus', '--because', 'demo');

    const events = sentEvents(aws).map(({ event }) => outcomeEventSchema.parse(event));
    expect(events.map((event) => event['detail-type'])).toEqual([
      'Cluster Hold Set',
      'Cluster Start Requested',
    ]);
    expect(events[1]?.detail).toMatchObject({
      reason: 'by-hand',
      by: 'simulator',
      because: 'demo',
      detail: 'simulator asked for it until Mon 16:00 UTC: demo',
    });
  });

  test('says what AWS refuses, and that the hold stays', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', action: 'StartDBCluster' }]);

    const { exitCode, stderr } = await run('start', 'dev-asleep', '--event-bus', 'bus');

    expect(stderr).toMatch(
      /dev-asleep is not started: AccessDenied: .+its hold "up until .+" stays; remove it/,
    );
    expect(sentEvents(aws).map(({ event }) => event['detail-type'])).toContain('Cluster Start Failed');
    expect(exitCode).toBe(1);
  });
});

describe('dormouse stop', () => {
  test('stops at once, and says that the rule starts it again within its hours', async () => {
    const { exitCode, stdout } = await run('stop', 'dev-orders');

    expect(writesOf(aws).map(({ action }) => action)).toEqual(['AddTagsToResource', 'StopDBCluster']);
    expect(stdout).toMatch(
      /The rule "developers" starts it again within five minutes \(inside .+\); .+--for 4h/,
    );
    expect(exitCode).toBe(0);
  });

  test('with --for, keeps it stopped', async () => {
    const { stdout } = await run('stop', 'dev-orders', '--for', '14d', '--json');

    expect(JSON.parse(stdout)).toMatchObject({
      command: 'stop',
      status: 'requested',
      tags: { 'dormouse:hold': 'stopped until 2026-12-07T12:00:00Z' },
    });
    expect(statusOf('dev-orders')).toBe('stopping');
  });

  test('asks on a terminal', async () => {
    const { exitCode, stderr } = await dormouseAsked(['stop', 'dev-orders', '--policy', policy], 'n');

    expect(stderr).toContain('Stop dev-orders (111122223333 eu-central-1, available)?');
    expect([exitCode, writesOf(aws)]).toEqual([1, []]);
  });

  test('has nothing to do with a cluster that is stopped', async () => {
    const { exitCode, stdout } = await run('stop', 'other');

    expect(stdout).toContain('It is stopped already.');
    expect([exitCode, writesOf(aws)]).toEqual([0, []]);
  });

  test.each([
    ['dev-kept', 'an entry under protect keeps it from stop; see what decides'],
    [
      'dev-held',
      'it is held up until Wed 00:00 UTC, by anna: demo; release it first with dormouse release dev-held',
    ],
    ['dev-broken', 'it is held by "next friday", which cannot be read; release it first'],
  ])('refuses %s', async (id, says) => {
    const { exitCode, stderr } = await run('stop', id, '--for', '1h');

    expect(stderr).toContain(`dormouse: ${id} is not stopped: ${says}`);
    expect([exitCode, writesOf(aws)]).toEqual([1, []]);
  });
});

describe('dormouse stop where the rule says snapshotFirst', () => {
  const FIRST = POLICY.replace('stop: atOnce', 'stop: atOnce, snapshotFirst: true');

  beforeEach(async () => {
    policy = await policyFile(FIRST);
  });

  test('refuses to stop without a snapshot, and says what to do', async () => {
    const { exitCode, stderr } = await run('stop', 'dev-orders', '--yes');

    expect(stderr).toMatch(
      /dev-orders is not stopped: its rule "developers" says snapshotFirst, and no snapshot of it is complete/,
    );
    expect(stderr).toContain('dormouse hold dev-orders for 4h --keep stopped');
    expect(stderr).toContain('add --without-snapshot');
    expect(writesOf(aws)).toEqual([]);
    expect(exitCode).toBe(1);
  });

  test('stops with --without-snapshot', async () => {
    const { exitCode } = await run('stop', 'dev-orders', '--yes', '--without-snapshot');

    expect(statusOf('dev-orders')).toBe('stopping');
    expect(exitCode).toBe(0);
  });

  test('stops when the functions have taken the snapshot since its last start, or stopped it already', async () => {
    await run('hold', 'dev-orders', 'for', '4h', '--keep', 'stopped', '--yes');
    await run('apply', 'stop-idle-clusters', '--yes', '--wait', '0m');
    const waiting = await run('stop', 'dev-orders', '--yes');
    aws.simulator.clock.advanceTo(aws.simulator.clock.now() + 3_600_000);
    const { exitCode } = await run('stop', 'dev-orders', '--yes');

    expect(waiting.stderr).toMatch(/no snapshot of it is complete since its last start \(.+ is creating/);
    expect(statusOf('dev-orders')).toBe('stopping');
    expect(exitCode).toBe(0);
  });
});
