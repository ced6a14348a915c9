import { expect, test } from 'vitest';
import { countChanges, isAnythingDue, isRefusal, type Plan, planClusters } from '../../../cli/plan/plan.ts';
import { unreadScopes } from '../../../cli/survey/scopes.ts';
import type { SweepResult } from '../../../shared/runtime/sweep/result.ts';
import { aCluster } from '../../policy/builders.ts';
import { decision, plan, planned, plannedSnapshot, snapshotDecision } from '../builders.ts';
import { plannedCapacity, plannedStream } from '../stream-builders.ts';

test.each([
  {
    name: 'an act wins over the other function leaving it alone',
    decisions: [decision('a', 'start', 'leave', 'outside-hours'), decision('a', 'stop', 'act', 'idle')],
    expected: { change: 'stop', reason: 'idle' },
  },
  {
    name: 'a running cluster that is left says why it is not stopped',
    decisions: [decision('a', 'start', 'leave', 'already-running'), decision('a', 'stop', 'leave', 'busy')],
    expected: { reason: 'busy' },
  },
  {
    name: 'a stopped cluster that is left says why it is not started',
    decisions: [
      decision('a', 'stop', 'leave', 'already-stopped'),
      decision('a', 'start', 'leave', 'outside-hours'),
    ],
    expected: { reason: 'outside-hours' },
  },
  {
    name: 'a running cluster whose snapshot before the stop is left says why',
    decisions: [
      { ...decision('a', 'stop', 'leave', 'quota-full'), action: 'createSnapshot' as const },
      decision('a', 'start', 'leave', 'outside-hours'),
    ],
    expected: { reason: 'quota-full' },
  },
  {
    name: 'with one decision only, that one tells',
    decisions: [decision('a', 'stop', 'leave', 'already-stopped')],
    expected: { reason: 'already-stopped' },
  },
])('$name', ({ decisions, expected }) => {
  const [cluster] = planClusters(decisions, []);

  expect(cluster).toMatchObject({ cluster: 'a', rule: 'developers', ...expected });
  expect(cluster?.change).toBe(expected.change);
});

test.each([
  { name: 'a running cluster', status: 'available', reason: 'outside-hours', says: 'not-observed' },
  { name: 'a stopped cluster', status: 'stopped', reason: 'outside-hours', says: 'outside-hours' },
  { name: 'a cluster without a rule', status: 'available', reason: 'no-rule', says: 'no-rule' },
  { name: 'a held cluster', status: 'available', reason: 'held', says: 'held' },
] as const)('$name that only the starting function could read says $says', ({ status, reason, says }) => {
  const cluster = aCluster({ id: 'a', status });
  const world = { account: cluster.account, region: cluster.region, observedAt: 0, clusters: [{ cluster }] };
  const start = { ...decision('a', 'start', 'leave', reason), target: cluster.arn };

  expect(planClusters([start], [world])).toMatchObject([{ cluster: 'a', reason: says }]);
});

test('decisions about snapshots say nothing of the power of a cluster', () => {
  expect(planClusters([snapshotDecision('createSnapshot', 'act', 'due')], [])).toEqual([]);
});

test('clusters come by account, Region and identifier, whatever the order of the decisions', () => {
  const decisions = [
    decision('b', 'stop', 'leave', 'busy'),
    decision('a', 'stop', 'leave', 'busy'),
    decision('z', 'stop', 'leave', 'busy', 'ap-southeast-2'),
  ];

  expect(planClusters(decisions, []).map(({ cluster }) => cluster)).toEqual(['z', 'a', 'b']);
});

test('only what is left for a reason that calls for attention is a refusal', () => {
  expect(isRefusal(planned('a', { reason: 'ineligible' }))).toBe(true);
  expect(isRefusal(planned('a', { reason: 'hold-unreadable' }))).toBe(true);
  expect(isRefusal(planned('a', { reason: 'busy' }))).toBe(false);
  expect(isRefusal(planned('a', { reason: 'idle', change: 'stop' }))).toBe(false);
});

test('changes are counted by what would happen', () => {
  const clusters = [
    planned('a', { change: 'stop' }),
    planned('b', { change: 'start' }),
    planned('c', { change: 'stop' }),
    planned('d', {}),
  ];

  expect(countChanges(plan({ clusters }))).toEqual({ stop: 2, start: 1, left: 1 });
});

test.each<{ name: string; rest: Partial<Plan>; isDue: boolean }>([
  { name: 'nothing', rest: { clusters: [planned('a', {})], snapshots: [plannedSnapshot({})] }, isDue: false },
  { name: 'a stop', rest: { clusters: [planned('a', { change: 'stop' })] }, isDue: true },
  {
    name: 'a change of a stream',
    rest: { streams: [plannedStream('a', { change: 'start-stream' })] },
    isDue: true,
  },
  { name: 'a restart that waits', rest: { streams: [plannedStream('a')] }, isDue: false },
  {
    name: 'a change of capacity',
    rest: { capacities: [plannedCapacity('a', { change: 'capacity' })] },
    isDue: true,
  },
  { name: 'a copy', rest: { snapshots: [plannedSnapshot({ change: 'copy' })] }, isDue: true },
  {
    name: 'what a breaker keeps from it',
    rest: { clusters: [planned('a', { reason: 'limit-breaker' })] },
    isDue: true,
  },
])('$name is due: $isDue', ({ rest, isDue }) => {
  expect(isAnythingDue(plan(rest))).toBe(isDue);
});

test('a place that several functions could not read is named once, with those functions', () => {
  const fault = { name: 'AccessDenied', message: 'no' };
  const scope = { account: '111122223333', region: 'us-east-1', ok: false, clusters: 0, fault };
  const other = { account: '111122223333', region: 'eu-central-1', ok: true, clusters: 3 };
  const result: SweepResult = {
    function: 'stop-idle-clusters',
    mode: 'observe',
    at: '2026-11-23T05:00:00.000Z',
    ok: false,
    summary: { status: {}, reason: {} },
    scopes: [scope, other],
    outcomes: [],
    omitted: 0,
    unmatched: [],
    warnings: [],
  };

  expect(unreadScopes([result, { ...result, function: 'start-clusters' }])).toEqual([
    {
      account: '111122223333',
      region: 'us-east-1',
      functions: ['stop-idle-clusters', 'start-clusters'],
      all: true,
      fault,
    },
  ]);
});
