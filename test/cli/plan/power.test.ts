import { expect, test } from 'vitest';
import { planChanges } from '../../../cli/plan/changes.ts';
import { planPower } from '../../../cli/plan/power.ts';
import type { Decision } from '../../../shared/policy/model/decision.ts';
import { aCluster, aPolicy } from '../../policy/builders.ts';
import { decision } from '../../support/builders/power.ts';
import { snapshotDecision } from '../../support/builders/snapshots.ts';

test.each([
  {
    name: 'an act wins over the other function leaving it alone',
    decisions: [decision('a', 'start', 'skip', 'outside-hours'), decision('a', 'stop', 'act', 'idle')],
    expected: { change: 'stop', reason: 'idle' },
  },
  {
    name: 'a running cluster that is left says why it is not stopped',
    decisions: [decision('a', 'start', 'skip', 'already-running'), decision('a', 'stop', 'skip', 'busy')],
    expected: { reason: 'busy' },
  },
  {
    name: 'a stopped cluster that is left says why it is not started',
    decisions: [
      decision('a', 'stop', 'skip', 'already-stopped'),
      decision('a', 'start', 'skip', 'outside-hours'),
    ],
    expected: { reason: 'outside-hours' },
  },
  {
    name: 'a running cluster whose snapshot before the stop is left says why',
    decisions: [
      { ...decision('a', 'stop', 'skip', 'quota-full'), action: 'createSnapshot' } as Decision,
      decision('a', 'start', 'skip', 'outside-hours'),
    ],
    expected: { reason: 'quota-full' },
  },
  {
    name: 'with one decision only, that one tells',
    decisions: [decision('a', 'stop', 'skip', 'already-stopped')],
    expected: { reason: 'already-stopped' },
  },
])('$name', ({ decisions, expected }) => {
  const [cluster] = planPower(decisions, []);

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
  const start = { ...decision('a', 'start', 'skip', reason), target: cluster.arn };

  expect(planPower([start], [world])).toMatchObject([{ cluster: 'a', reason: says }]);
});

test('decisions about snapshots say nothing of the power of a cluster', () => {
  expect(planPower([snapshotDecision('createSnapshot', 'act', 'due')], [])).toEqual([]);
});

test('clusters come by account, Region and identifier, whatever the order of the decisions', () => {
  const decisions = [
    decision('b', 'stop', 'skip', 'busy'),
    decision('a', 'stop', 'skip', 'busy'),
    decision('z', 'stop', 'skip', 'busy', 'ap-southeast-2'),
  ];

  expect(planChanges(aPolicy(), decisions, []).map(({ cluster }) => cluster)).toEqual(['z', 'a', 'b']);
});
