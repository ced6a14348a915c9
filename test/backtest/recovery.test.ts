import { describe, expect, test } from 'vitest';
import { createQuotaLog } from '../../backtest/ledger/quota-log.ts';
import { createRecoveryLog } from '../../backtest/ledger/recovery-log.ts';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';
import type { SeenSnapshot } from '../../simulator/rds/clusters/watch.ts';
import type { Timeline } from '../../timeline/timeline.ts';
import { simulateTimeline } from '../support/simulate-timeline.ts';

const hour = 3_600_000;
/** A Monday. */
const monday = Date.parse('2026-11-23T00:00:00Z');
const evenTimings =
  'timings: { stop: 10m, start: 10m, lag: 30s, snapshot: 6m, copyPerGiB: 1m, stream: 5m, restart: 1m }';

async function simulated(aspects: string, cluster: string, more = '', days = 2): Promise<Timeline> {
  const rule = `{ name: db, match: {}, ${aspects} }`;
  const parsed = parsePolicy(
    `{ version: 1, mode: enforce, timezone: UTC, targets: [{ account: "111122223333", regions: [eu-central-1] }], rules: [${rule}] }`,
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return simulateTimeline({
    policy: parsed.policy,
    fleet: loadFleet(
      `clusters: [{ id: db, backupRetention: 0, size: 30, encrypted: none, ${cluster} }]\n${evenTimings}\n${more}`,
    ),
    ...{ from: monday, to: monday + days * 24 * hour, seed: 1 },
    home: { account: '111122223333', region: 'eu-central-1' },
    names: { policy: 'policy.yml', fleet: 'fleet.yml' },
  });
}

const daily = 'create: { cron: "0 10 * * *", keep: { daily: 3 } }';
const copied = (more = '') =>
  `copy: { sources: [manual], to: [{ region: us-west-2, keep: { daily: 2 }${more} }] }`;

function ageIn({ clusters: [cluster] }: Timeline, region: string) {
  const age = cluster?.recovery?.find((one) => one.region === region);
  if (age === undefined) throw new Error(`nothing about ${region}`);
  return age;
}

describe('the newest recovery point over time', () => {
  test('is a day old at worst where one is taken each day, and missing before the first', async () => {
    const age = ageIn(await simulated(`snapshots: { ${daily} }`, ''), 'eu-central-1');

    // That of Sunday is made up for at midnight, and each is complete six minutes after it was begun.
    const [sunday, first, second] = [10 * (0.1 + 10.1), 24 * (0.1 + 24.1), 13.9 * (0.1 + 14)];
    expect(age).toEqual({
      region: 'eu-central-1',
      worstHours: 24.1,
      meanHours: expect.closeTo((sunday + first + second) / 2 / 47.9, 1),
      hoursWith: 47.9,
      hoursWithout: 0.1,
    });
  });

  test('a copy is as old as its source, and a time over the age that the rule allows is counted', async () => {
    const timeline = await simulated(
      `snapshots: { ${daily}, ${copied(', recoveryPointMaxAge: 20h')} }`,
      'snapshots: [{ id: old, since: 12h, region: us-west-2, copyOf: gone }]',
    );
    const age = ageIn(timeline, 'us-west-2');

    // A copy of 30 GiB takes half an hour. That of Monday midnight is followed by the one of Monday 10:00 when Monday is
    // over, and by that of Tuesday 10:00 at 10:15.
    const [monday20To0030, tuesday6To1045] = [4.5, 4.75];
    expect(age).toMatchObject({ maxAgeHours: 20, hoursWithout: 0, worstHours: 24.75 });
    expect(age.hoursOver).toBe(monday20To0030 + tuesday6To1045);
    expect(timeline.totals.recoveryAway).toMatchObject({ hoursOver: age.hoursOver, hoursWithout: 0 });
  });

  test('does not get older while the cluster is stopped, as nothing changes in it', async () => {
    const old = 'snapshots: [{ id: old, since: 2h }]';
    const power = 'power: { hours: daily 00:00-06:00, stop: atOnce, minUptime: 10m }';
    const [up, stopped] = [
      await simulated('power: { stop: never }', old, '', 1),
      await simulated(power, old, '', 1),
    ];

    expect(ageIn(up, 'eu-central-1').worstHours).toBe(26);
    expect(ageIn(stopped, 'eu-central-1').worstHours).toBeCloseTo(8 + 10 / 60);
  });

  test('a destination without any copy is missing all the time, and over the age that the rule allows', async () => {
    const age = ageIn(
      await simulated(
        `snapshots: { ${copied(', recoveryPointMaxAge: 20h')} }`,
        'snapshots: [{ id: old, since: 12h, status: failed }]',
      ),
      'us-west-2',
    );

    expect(age).toEqual({
      region: 'us-west-2',
      hoursWith: 0,
      hoursWithout: 48,
      maxAgeHours: 20,
      hoursOver: 48,
    });
  });
});

function snapshot(id: string, more: Partial<SeenSnapshot> = {}): SeenSnapshot {
  return {
    ...{ arn: id, account: '1', region: 'a', origin: { resourceId: 'db' }, type: 'manual', size: 1 },
    ...{ isSizeKnown: true, status: 'available', createdAt: monday, ...more },
  };
}

test('when the newest snapshot goes, the one before it is the newest again', () => {
  const log = createRecoveryLog();
  log.begin(monday, [snapshot('first', { createdAt: 1 })]);
  log.see(monday + 1, snapshot('second', { createdAt: 2, status: 'creating' }), false);
  log.see(monday + 2, snapshot('second', { createdAt: 2 }), false);
  log.see(monday + 3, snapshot('copy', { createdAt: 9, region: 'b', sourceArn: 'second' }), false);
  log.see(monday + 4, snapshot('second', { createdAt: 2 }), true);
  log.see(monday + 5, snapshot('first', { createdAt: 1 }), true);

  expect(Object.fromEntries(log.stepsOf('db'))).toEqual({
    a: [
      [monday, 1],
      [monday + 2, 2],
      [monday + 4, 1],
      [monday + 5, undefined],
    ],
    b: [[monday + 3, 2]],
  });
});

describe('the quota of manual snapshots', () => {
  test('is counted by account and Region, day by day, with the time without room', () => {
    const quotas = { manualSnapshots: 2, copies: 5, of: [{ account: '1', region: 'b', manualSnapshots: 9 }] };
    const log = createQuotaLog({ quotas }, monday);
    log.begin([snapshot('one'), snapshot('automated', { type: 'automated' })]);
    log.see(monday + 5 * hour, snapshot('two', { status: 'creating' }), false);
    log.see(monday + 6 * hour, snapshot('two'), false);
    log.see(monday + 50 * hour, snapshot('one'), true);
    log.see(monday + 51 * hour, snapshot('away', { region: 'b' }), false);

    expect(log.usesUntil(monday + 4 * 24 * hour)).toEqual([
      {
        ...{ account: '1', region: 'a', quota: 2, peak: 2, peakMinute: 300, hoursFull: 45 },
        days: [2, 2, 2, 1],
      },
      {
        ...{ account: '1', region: 'b', quota: 9, peak: 1, peakMinute: 51 * 60, hoursFull: 0 },
        days: [0, 0, 1, 1],
      },
    ]);
  });

  test('a place that is still full at the end has been full until then', async () => {
    const { snapshotQuotas } = await simulated(
      `snapshots: { ${daily} }`,
      'snapshots: [{ id: old, since: 12h }]',
      'quotas: { manualSnapshots: 2 }',
    );

    expect(snapshotQuotas).toMatchObject([{ quota: 2, peak: 2, peakMinute: 0, hoursFull: 48 }]);
  });
});
