import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import { decideByHand } from '../../../shared/policy/power/decide-by-hand.ts';
import { aCluster, aPolicy, aPowerRule, aRule, FRIDAY, someFacts } from '../builders.ts';

const detail = 'anna asked for it';

interface Case {
  readonly name: string;
  readonly action: 'start' | 'stop';
  readonly cluster?: Partial<Cluster>;
  readonly policy?: Partial<Policy>;
  readonly facts?: Parameters<typeof someFacts>[1];
  readonly reason: string;
}

const busy = { evidence: { state: 'busy', detail: 'in use' } } as const;
const never = aRule({ power: aPowerRule({ stop: 'never' }) });
const shop = { tags: { env: ['prod'] } };

const cases: readonly Case[] = [
  { name: 'it is in use', action: 'stop', facts: busy, reason: 'by-hand' },
  {
    name: 'it has just been started',
    action: 'stop',
    facts: { lastStart: { at: FRIDAY, by: 'user' } },
    reason: 'by-hand',
  },
  { name: 'no rule decides its power', action: 'stop', policy: { rules: [] }, reason: 'by-hand' },
  {
    name: 'Dormouse and somebody else contest it',
    action: 'stop',
    cluster: { tags: { 'dormouse:power': 'start 2026-11-20T10:00:00Z change 9 by others' } },
    reason: 'by-hand',
  },
  { name: 'its rule never stops it', action: 'stop', policy: { rules: [never] }, reason: 'stop-never' },
  {
    name: 'protect keeps it from that',
    action: 'stop',
    cluster: { tags: { env: 'prod' } },
    policy: { protect: [{ ...shop, from: ['stop'] }] },
    reason: 'protected',
  },
  {
    name: 'it has peers in a global database',
    action: 'stop',
    facts: { globalPeers: ['arn:other'] },
    reason: 'ineligible',
  },
  { name: 'it is a Multi-AZ DB cluster', action: 'stop', cluster: { engine: 'mysql' }, reason: 'ineligible' },
  { name: 'it is stopping', action: 'stop', cluster: { status: 'stopping' }, reason: 'already-stopped' },
  { name: 'it is stopped', action: 'start', cluster: { status: 'stopped' }, reason: 'by-hand' },
  { name: 'it is stopping', action: 'start', cluster: { status: 'stopping' }, reason: 'in-transition' },
  {
    name: 'protect keeps it from every action',
    action: 'start',
    cluster: { status: 'stopped', tags: { env: 'prod' } },
    policy: { protect: [shop] },
    reason: 'protected',
  },
];

describe('a person who asks', () => {
  test.each(cases)(
    'for a $action when $name: $reason',
    ({ action, cluster: some, policy: other, facts, reason }) => {
      const cluster = aCluster(some);
      const observed = { cluster, facts: someFacts(cluster, facts) };

      const decision = decideByHand(aPolicy(other), observed, { action, detail }, FRIDAY);

      expect(decision.reason).toBe(reason);
      expect(decision.verdict).toBe(reason === 'by-hand' ? 'act' : 'skip');
    },
  );

  test('gets a command without tags of its own, and the name of the rule that decides the cluster', () => {
    const cluster = aCluster({ status: 'stopped' });

    const decision = decideByHand(aPolicy(), { cluster }, { action: 'start', detail }, FRIDAY);

    expect(decision).toMatchObject({
      rule: aRule().name,
      detail,
      command: { kind: 'start-cluster', cluster: cluster.id, tags: {} },
    });
  });
});
