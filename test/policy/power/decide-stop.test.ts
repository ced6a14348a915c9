import { describe, expect, test } from 'vitest';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import { decideStop, decideStops } from '../../../shared/policy/power/decide-stop.ts';
import { aCluster, aPolicy, aPowerRule, aRule, aWorld, FRIDAY, SATURDAY, someFacts } from '../builders.ts';
import { stopCases } from './stop-cases.ts';

/** The reasons for which a cluster is stopped; for every other it is left. */
const ACTS: readonly Reason[] = ['idle', 'outside-hours'];

describe('decideStop', () => {
  test.each(stopCases)(
    '$reason when $name',
    ({ cluster: some, power, policy: other, facts, now = SATURDAY, ...expected }) => {
      const cluster = aCluster(some);
      const policy = aPolicy({ rules: [aRule({ power: aPowerRule(power) })], ...other });
      const observed = facts === 'none' ? { cluster } : { cluster, facts: someFacts(cluster, facts) };

      const decision = decideStop(policy, observed, now);

      expect(decision.reason).toBe(expected.reason);
      expect(decision.verdict).toBe(ACTS.includes(expected.reason) ? 'act' : 'leave');
      expect(decision.detail).toContain(expected.detail ?? '');
    },
  );

  test('does not know idleness that has not been read', () => {
    const cluster = aCluster();
    const { evidence: _, ...facts } = someFacts(cluster);

    expect(decideStop(aPolicy(), { cluster, facts }, SATURDAY).reason).toBe('idle-unknown');
  });

  test('orders all that the stop needs', () => {
    const cluster = aCluster({ tags: { 'dormouse:power': 'start 2026-11-20T06:30:00Z by developers' } });

    const decision = decideStop(aPolicy(), { cluster, facts: someFacts(cluster) }, SATURDAY);

    expect(decision).toEqual({
      target: cluster.arn,
      account: '111122223333',
      region: 'eu-central-1',
      cluster: 'dev-orders',
      aspect: 'power',
      action: 'stop',
      rule: 'developers',
      reason: 'idle',
      detail: 'outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30; no use',
      verdict: 'act',
      command: {
        kind: 'stop-cluster',
        account: '111122223333',
        region: 'eu-central-1',
        cluster: 'dev-orders',
        arn: cluster.arn,
        tags: { 'dormouse:power': 'stop 2026-11-21T12:00:00Z by developers' },
      },
      lastActionAt: Date.parse('2026-11-20T06:30:00Z'),
    });
  });
});

describe('decideStops', () => {
  test('decides every cluster in the order of the world', () => {
    const clusters = ['dev-b', 'dev-a'].map((id) => ({ cluster: aCluster({ id }) }));

    const decisions = decideStops(aPolicy(), aWorld(clusters, FRIDAY));

    expect(decisions.map(({ cluster, reason }) => [cluster, reason])).toEqual([
      ['dev-b', 'in-hours'],
      ['dev-a', 'in-hours'],
    ]);
  });
});
