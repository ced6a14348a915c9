import { describe, expect, test } from 'vitest';
import type { PlannedChange } from '../../../cli/plan/change.ts';
import { planJson } from '../../../cli/plan/json.ts';
import { planText } from '../../../cli/plan/text.ts';
import { coloured, plain } from '../../../cli/terminal/paint.ts';
import { plannedCapacity } from '../../support/builders/capacity.ts';
import { planned } from '../../support/builders/power.ts';
import { plannedSnapshot } from '../../support/builders/snapshots.ts';
import { plannedStream } from '../../support/builders/streams.ts';
import { MONDAY, plan, SUNDAY, streamGap } from '../builders.ts';

const mixed = plan({
  clusters: [
    planned('dev-crm', {
      change: 'start',
      rule: 'early birds',
      reason: 'in-hours',
      detail: 'inside mon-fri',
    }),
    planned('dev-orders', { change: 'stop', rule: 'developers', reason: 'idle', detail: 'idle for 60m' }),
    planned('dev-shop', { rule: 'developers', reason: 'busy', detail: '3 connections' }),
    planned('legacy', { rule: 'developers', reason: 'ineligible', detail: 'Serverless v1 has no stop' }),
    planned('dev-us', { region: 'us-east-1', change: 'stop', reason: 'outside-hours', detail: 'closed' }),
    planned('free', { region: 'us-east-1', reason: 'no-rule', detail: 'no rule with power matches it' }),
    planned('free-2', { region: 'us-east-1', reason: 'no-rule', detail: 'no rule with power matches it' }),
  ],
});

describe('the plan for people', () => {
  test('shows changes by place, refusals, what is left by reason, and how it becomes real', () => {
    expect(planText(mixed, { paint: plain })).toBe(`111122223333  eu-central-1
  + start  dev-crm     in-hours  early birds
           inside mon-fri
  - stop   dev-orders  idle      developers
           idle for 60m

111122223333  us-east-1
  - stop   dev-us  outside-hours
           closed

A rule covers these clusters, but nothing can be done to them
  !  111122223333  eu-central-1  legacy  ineligible
           Serverless v1 has no stop

Clusters that are neither stopped nor started
  2  no-rule     no rule with power matches
  1  busy        it was used within idleFor
  1  ineligible  AWS does not allow this action on it

Plan: 2 to stop, 1 to start, 4 clusters unchanged.
The policy is in enforce mode: once deployed, the functions do this within five minutes.
`);
  });

  test('lists each cluster with --all, refusals at their place', () => {
    const text = planText(mixed, { paint: plain, all: true });

    expect(text).toContain(`
    skip   dev-shop    busy        developers
           3 connections
  ! skip   legacy      ineligible  developers
           Serverless v1 has no stop
`);
    expect(text).not.toContain('A rule covers these clusters');
  });

  test('says in mode observe how to make it real', () => {
    const clusters = [planned('a', { change: 'stop' })];

    const text = planText(plan({ mode: 'observe', clusters }), { paint: plain });

    expect(text).toContain(`Plan: 1 to stop, 0 to start, 0 clusters unchanged.
The policy is in observe mode: the functions report these changes and make none. To apply them, set
"mode: enforce" in policy.yml and deploy.
`);
  });

  test('names the places that could not be read, each fault once', () => {
    const fault = { name: 'Throttling', message: 'Rate exceeded' };
    const functions = ['start-clusters', 'stop-idle-clusters'];
    const unread = ['eu-west-1', 'us-east-1'].map((region) => ({
      ...{ account: '111122223333', region, functions, fault },
    }));
    const text = planText(plan({ clusters: [planned('a', {})], unread }), { paint: plain });

    expect(text).toContain(`Not read completely, so changes that these functions would make may be missing
  ✗ 111122223333  eu-west-1  start-clusters, stop-idle-clusters
  ✗ 111122223333  us-east-1  start-clusters, stop-idle-clusters
    Throttling: Rate exceeded

Plan: 0 to stop, 0 to start, 1 cluster unchanged. 2 accounts and Regions could not be read.
`);
  });

  test('says of a place that none could read: all functions', () => {
    const fault = { name: 'Throttling', message: 'Rate exceeded' };
    const functions = ['start-clusters', 'stop-idle-clusters'];
    const unread = [{ account: '111122223333', region: 'us-east-1', functions, all: true, fault }] as const;

    expect(planText(plan({ clusters: [planned('a', {})], unread }), { paint: plain })).toContain(
      '  ✗ 111122223333  us-east-1  all functions\n',
    );
  });

  test('says how many are due and wait by a cap', () => {
    const capped = { reason: 'limit-cap' } as const;
    const clusters = [planned('a', { change: 'stop' }), planned('b', capped), planned('c', capped)];

    expect(planText(plan({ clusters }), { paint: plain })).toContain(
      '\nPlan: 1 to stop, 0 to start, 2 clusters unchanged. 2 more are due and wait for later sweeps (a cap under limits).\n',
    );
  });

  test('is no plan when nothing could be read', () => {
    const fault = { name: 'Unreachable', message: 'no answer' };
    const unread = [{ account: '111122223333', region: 'us-east-1', functions: ['start-clusters'], fault }];

    expect(planText(plan({ unread }), { paint: plain })).toMatch(/\n\nNo plan: nothing could be read\.\n$/);
  });

  test('names what was asked for and does not exist', () => {
    const unmatched = [{ name: 'nobody' }, { name: 'dev-x', near: 'dev-y' }];

    expect(planText(plan({ unmatched }), { paint: plain })).toContain(
      'Nothing is named nobody; dormouse plan --all lists everything\nNothing is named dev-x; did you mean dev-y?\n\n',
    );
  });

  test('breaks details to the width of the terminal, in line with the first', () => {
    const detail = 'no client connection in the last sixty minutes and the processor below thirty percent';
    const clusters = [planned('a', { change: 'stop', reason: 'idle', detail })];

    expect(planText(plan({ clusters }), { paint: plain, width: 60 })).toContain(`
           no client connection in the last sixty minutes
           and the processor below thirty percent
`);
  });

  test('breaks what a reason means in line with the first, too', () => {
    expect(
      planText(plan({ clusters: [planned('a', { reason: 'idle-unknown' })] }), { paint: plain, width: 60 }),
    ).toContain(`
  1  idle-unknown  its metrics are missing, incomplete or
                   throttled, and only complete ones show
                   that it is idle
`);
  });

  test('ends with what would be done to snapshots, as far as there is anything', () => {
    const endingOf = (snapshots: readonly PlannedChange[]): string =>
      planText(plan({ clusters: [planned('a', {})], snapshots }), { paint: plain }).split('\nPlan: ')[1] ??
      '';
    const copy = plannedSnapshot({ change: 'copy' });
    const create = plannedSnapshot({ action: 'create', change: 'create', region: 'eu-central-1' });
    const deletion = plannedSnapshot({ action: 'delete', change: 'delete' });

    expect(endingOf([create, copy, deletion, deletion])).toMatch(
      /^0 to stop, 0 to start, 1 snapshot to take, 1 to copy, 2 to delete, 1 cluster unchanged\.\n.+\n?.*fifteen\s+minutes/,
    );
    expect(endingOf([deletion, deletion])).toMatch(
      /^0 to stop, 0 to start, 2 snapshots to delete, 1 cluster unchanged\.\n/,
    );
    expect(endingOf([create])).toMatch(/1 snapshot to take, 1 cluster unchanged\.\n.+five\s+minutes/);
    expect(endingOf([plannedSnapshot({})])).toBe('0 to stop, 0 to start, 1 cluster unchanged.\n');
  });

  test('counts what snapshots are left for, apart from clusters, and gives the recovery points', () => {
    const point = { account: '1', cluster: 'a', from: 'eu-central-1', to: 'us-west-2' };
    const snapshots = [plannedSnapshot({}), plannedSnapshot({}), plannedSnapshot({ reason: 'kept' })];

    expect(planText(plan({ snapshots, recoveryPoints: [point] }), { paint: plain })).toContain(
      `
Snapshots that do not change
  2  already-copied  the destination has a complete copy
  1  kept            a bucket of keep holds it

Recovery points: the newest complete copy of each cluster
  a  1  eu-central-1 > us-west-2  no complete copy yet
`.trimStart(),
    );
  });

  test('is the same text with colours, apart from the colours', () => {
    const text = planText(mixed, { paint: coloured });

    expect(text).toContain('\u001b[33m- stop \u001b[39m  dev-orders');
    expect(text).toContain('\u001b[32m+ start\u001b[39m  dev-crm');
  });
});

test('the plan for programs has every snapshot, and recovery points with ISO instants', () => {
  const snapshots = [plannedSnapshot({ change: 'copy' }), plannedSnapshot({})];
  const point = { account: '1', cluster: 'a', from: 'eu-central-1', to: 'us-west-2' };
  const recoveryPoints = [{ ...point, at: Date.parse('2026-11-23T02:00Z'), ageMs: 1 }, point];

  expect(JSON.parse(planJson(plan({ snapshots, recoveryPoints })))).toMatchObject({
    summary: { left: 0, snapshots: { create: 0, copy: 1, delete: 0, left: 1 } },
    snapshots: snapshots.map(({ aspect: _, ...line }) => line),
    recoveryPoints: [{ ...point, at: '2026-11-23T02:00:00.000Z', ageMs: 1 }, point],
  });
});

test('the plan for programs has the counts and every cluster', () => {
  const report: unknown = JSON.parse(planJson(mixed));

  expect(report).toMatchObject({
    version: 1,
    policy: 'policy.yml',
    mode: 'enforce',
    summary: { stop: 2, start: 1, left: 4, snapshots: { create: 0, copy: 0, delete: 0, left: 0 } },
    clusters: mixed.changes.map(({ aspect: _, ...line }) => line),
    unread: [],
    unmatched: [],
  });
  expect(JSON.parse(planJson(plan({ unmatched: [{ name: 'dev-x', near: 'dev-y' }] })))).toMatchObject({
    unmatched: ['dev-x'],
  });
});

test('the plan for programs has streams, their gaps and capacities, with ISO instants', () => {
  const override = { desired: 'off', until: MONDAY } as const;
  const waits = plannedStream('w', { restartsAt: SUNDAY, restartsIn: 'maintenanceWindow', override });
  const from = { min: 1, max: 8 };
  const change = plannedCapacity('c', { change: 'capacity', from, to: { min: 2, max: 16 }, unit: 'ACU' });
  const whole = plan({ streams: [waits], capacities: [change], streamGaps: [streamGap('w')] });

  expect(JSON.parse(planJson(whole))).toMatchObject({
    summary: {
      streams: { start: 0, stop: 0, remember: 0, wait: 1, left: 0 },
      capacities: { change: 1, left: 0 },
    },
    streams: [
      {
        ...{ cluster: 'w', restartsAt: '2026-11-29T05:00:00.000Z', restartsIn: 'maintenanceWindow' },
        override: { desired: 'off', until: '2026-11-23T12:00:00.000Z' },
      },
    ],
    streamGaps: [{ cluster: 'w', since: '2026-11-23T09:00:00.000Z', gapMs: 10_800_000 }],
    capacities: [{ cluster: 'c', change: 'capacity', from, to: { min: 2, max: 16 }, unit: 'ACU' }],
  });
});
