import { describe, expect, test } from 'vitest';
import { parsePolicy } from '../../shared/policy/file/parse.ts';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';
import type { ClusterTimeline, Timeline } from '../../timeline/timeline.ts';
import { simulateTimeline } from '../support/simulate-timeline.ts';

const hour = 3_600_000;
/** A Monday. */
const monday = Date.parse('2026-11-23T00:00:00Z');
const evenTimings =
  'timings: { stop: 10m, start: 10m, lag: 30s, snapshot: 5m, copyPerGiB: 1m, stream: 5m, restart: 1m }';

async function simulated(rules: string, clusters: string, days = 1): Promise<Timeline> {
  const parsed = parsePolicy(`{ version: 1, mode: enforce, timezone: UTC, rules: [${rules}] }`);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return simulateTimeline({
    policy: parsed.policy,
    fleet: loadFleet(`clusters: [${clusters}]\nkeys: [{ alias: alias/audit }]\n${evenTimings}`),
    ...{ from: monday, to: monday + days * 24 * hour, seed: 1 },
    home: { account: '111122223333', region: 'eu-central-1' },
    names: { policy: 'policy.yml', fleet: 'fleet.yml' },
  });
}

const officeHours =
  '{ name: office, match: {}, power: { hours: mon-fri 08:00-18:00, stop: atOnce, minUptime: 10m } }';
const usedFrom = (hours: string) => `use: [{ hours: daily ${hours}, connections: 3 }]`;

function only({ clusters: [cluster] }: Timeline): ClusterTimeline {
  if (cluster === undefined) throw new Error('no cluster');
  return cluster;
}

describe('the course of a cluster', () => {
  test('is stopped outside its hours, used and idle within them', async () => {
    const cluster = only(await simulated(officeHours, `{ id: db, ${usedFrom('09:00-17:00')} }`));

    expect(cluster.power).toEqual([
      [0, 'changing'],
      [10, 'stopped'],
      [480, 'changing'],
      [490, 'idle'],
      [540, 'used'],
      [1020, 'idle'],
      [1080, 'changing'],
      [1090, 'stopped'],
    ]);
    expect(cluster.totals).toMatchObject({
      hoursUsed: 8,
      starts: 1,
      stops: 2,
      lateStarts: 0,
      deniedMinutes: 0,
    });
    expect(cluster.totals.hoursStopped).toBeCloseTo((470 + 350) / 60);
    expect(cluster.rule).toBe('office');
  });

  test('whoever comes before the start waits, and whoever comes outside the hours is denied', async () => {
    const early = only(await simulated(officeHours, `{ id: db, ${usedFrom('07:40-12:00')} }`));
    const night = only(await simulated(officeHours, `{ id: db, ${usedFrom('02:00-03:30')} }`));

    expect(early.totals).toMatchObject({ lateStarts: 1, lateMinutes: 30, deniedMinutes: 0 });
    expect(early.marks).toContainEqual({ minute: 460, kind: 'late-start', by: 'people', minutes: 30 });
    expect(night.totals).toMatchObject({ lateStarts: 0, deniedMinutes: 90 });
  });

  test.each([
    ['', 5],
    ['startBefore: 15m', 0],
    ['startBefore: auto', 0],
  ])('whoever comes when the hours begin need not wait with %s', async (startBefore, late) => {
    const power = `{ hours: mon-fri 08:00-18:00, stop: atOnce, minUptime: 10m, ${startBefore} }`;
    const rule = `{ name: office, match: {}, power: ${power} }`;
    const cluster = only(await simulated(rule, `{ id: db, created: 30d, ${usedFrom('08:00-17:00')} }`, 5));

    expect(cluster.totals).toMatchObject({ starts: 5, stops: 6, lateStarts: late, deniedMinutes: 0 });
    expect(cluster.totals.lateMinutes).toBe(late * 10);
  });

  test('whoever learns how long starts take keeps a cluster up for no longer than that', async () => {
    const idle = async (startBefore: string) => {
      const power = `{ hours: mon-fri 08:00-18:00, stop: atOnce, minUptime: 10m, startBefore: ${startBefore} }`;
      const clusters = `{ id: db, created: 30d, ${usedFrom('08:00-17:00')} }`;
      return only(await simulated(`{ name: office, match: {}, power: ${power} }`, clusters, 5)).totals
        .hoursIdle;
    };

    // Starts take 10 minutes: 20 before any is known, and then 18, of which the first sweep after that is at 15.
    expect((await idle('20m')) - (await idle('auto'))).toBeCloseTo((4 * 5) / 60, 1);
  });

  test.each<[string, object]>([
    ['', { hoursIdle: 0, hoursStopped: 0 }],
    [', idle: { connections: 3 }', { hoursUsed: 0, lateStarts: 0, deniedMinutes: 0 }],
    [', idle: { ignore: [connections] }', { hoursUsed: 0, lateStarts: 0, deniedMinutes: 0 }],
  ])('connections count as use as the rule says%s', async (idle, expected) => {
    const rule = `{ name: office, match: {}, power: { hours: mon-fri 08:00-18:00, minUptime: 10m${idle} } }`;
    const cluster = only(await simulated(rule, `{ id: db, created: 30d, ${usedFrom('00:00-24:00')} }`));

    expect(cluster.totals).toMatchObject(expected);
    expect(cluster.totals.stops).toBe(idle === '' ? 0 : 2);
  });

  test('AWS starts a cluster after seven days, and what that wastes counts until it is stopped again', async () => {
    const rule = '{ name: never, match: {}, power: { idleFor: 2h, minUptime: 10m } }';
    const cluster = only(await simulated(rule, '{ id: db, status: stopped, since: 6d20h, created: 30d }'));

    expect(cluster.totals.sevenDayRestarts).toBe(1);
    expect(cluster.marks).toContainEqual({ minute: 240, kind: 'seven-day-restart', by: 'aws' });
    expect(cluster.totals.hoursWastedByRestarts).toBeGreaterThan(1.9);
    expect(cluster.totals.hoursWastedByRestarts).toBeLessThan(2.5);
  });

  test('a serverless cluster that nobody uses pauses, and its capacity is counted', async () => {
    const cluster = only(
      await simulated(
        '{ name: all, match: {}, power: { idleFor: 3d } }',
        `{ id: db, instances: 1, serverless: { min: 0, max: 8, autoPauseAfter: 10m }, use: [{ hours: daily 10:00-12:00, connections: 3, cpu: 50 }] }`,
      ),
    );

    expect(cluster.power).toEqual([
      [0, 'paused'],
      [600, 'used'],
      [720, 'idle'],
      [730, 'paused'],
    ]);
    expect(cluster.totals.capacityHours).toBeCloseTo(2 * 4 + (10 / 60) * 0.5);
    expect(cluster.totals.hoursPaused).toBeCloseTo(24 - 2 - 10 / 60);
  });

  test('use that nobody knows is neither use nor idleness', async () => {
    const timeline = await simulated(
      '{ name: none, match: { clusters: [x] }, power: { idleFor: 1h } }',
      '{ id: db, use: missing }',
    );

    expect(only(timeline).power).toEqual([[0, 'up']]);
    expect(timeline.notes[0]).toContain('nothing says whether db were used');
  });

  test('an activity stream that should run and does not is missing until it has started', async () => {
    const rule =
      '{ name: audit, match: {}, activityStream: { mode: async, kmsKey: alias/audit, hours: daily 08:00-18:00, restart: anytime } }';
    const timeline = await simulated(rule, '{ id: db }');
    const cluster = only(timeline);

    expect(cluster.stream).toEqual([
      [0, 'off'],
      [480, 'missing'],
      [485, 'changing'],
      [490, 'on'],
      [1085, 'changing'],
      [1090, 'off'],
    ]);
    expect(cluster.totals).toMatchObject({ streamRestarts: 2 });
  });
});

test('sums of a fleet are those of its clusters, by rule and in all', async () => {
  const timeline = await simulated(
    `${officeHours.replace('match: {}', 'match: { clusters: [a, b] }')}`,
    `{ id: a }, { id: b, ${usedFrom('09:00-17:00')} }, { id: c }`,
  );

  expect(timeline.rules.map(({ rule, clusters }) => [rule, clusters])).toEqual([['office', 2]]);
  expect(timeline.totals.starts).toBe(2);
  expect(timeline.totals.hoursIdle + timeline.totals.hoursUsed).toBeGreaterThan(24);
  const hours = timeline.clusters.map(({ totals: sums }) => sums.hoursStopped);
  expect(timeline.totals.hoursStopped).toBeCloseTo(hours.reduce((sum, value) => sum + value, 0));
});
