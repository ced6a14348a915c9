import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Rule } from '../../../shared/policy/model/policy.ts';
import { decideStops } from '../../../shared/policy/power/decide-stop.ts';
import type { StopFacts } from '../../../shared/policy/power/facts.ts';
import { factsNeeded } from '../../../shared/policy/power/facts-needed.ts';
import { aPolicy, aWorld, SATURDAY, someFacts } from '../builders.ts';
import { chain, comesAfter, one, ruleOf } from './order-case.ts';

describe('stops by power.after', () => {
  function stops(
    clusters: readonly (readonly [Cluster, Partial<StopFacts>?])[],
    rules: readonly Rule[] = chain,
    now = SATURDAY,
  ) {
    const seen = clusters.map(([cluster, facts]) => ({ cluster, facts: someFacts(cluster, facts) }));
    return decideStops(aPolicy({ rules }), aWorld(seen, now)).map(({ reason }) => reason);
  }
  const busy = { evidence: { state: 'busy', detail: 'one client' } } as const;

  test('a cluster is stopped once those after it are stopped', () => {
    expect(stops([[one('db', 'available')], [one('cache', 'available')], [one('app', 'available')]])).toEqual(
      ['waits-for', 'waits-for', 'idle'],
    );
    expect(stops([[one('db', 'available')], [one('cache', 'stopping')], [one('app', 'stopped')]])[0]).toBe(
      'waits-for',
    );
    expect(stops([[one('db', 'available')], [one('cache', 'stopped')], [one('app', 'stopped')]])[0]).toBe(
      'idle',
    );
  });

  test.each(['failed', 'inaccessible-encryption-credentials', 'deleting'])(
    'one that is %s needs it no more',
    (status) => {
      expect(stops([[one('db', 'available')], [one('cache', status)]])[0]).toBe('idle');
    },
  );

  test('one that is in use keeps it up', () => {
    expect(stops([[one('db', 'available')], [one('cache', 'available'), busy]])).toEqual([
      'waits-for',
      'busy',
    ]);
  });

  test('one whose serverless capacity is paused does not', () => {
    const paused = { evidence: { state: 'paused', detail: 'its capacity was 0' } } as const;
    const cache = one('cache', 'available', { serverless: { min: 0, max: 4 } });

    expect(stops([[one('db', 'available')], [cache, paused]])).toEqual(['idle', 'auto-paused']);
  });

  test('one that cannot be stopped is named', () => {
    const global = { globalPeers: ['arn:aws:rds:us-east-1:111122223333:cluster:peer'] };

    expect(stops([[one('db', 'available')], [one('cache', 'available'), global]])).toEqual([
      'order-stuck',
      'ineligible',
    ]);
  });

  test('one whose rule only observes is named, too: it stays up', () => {
    const rules = [ruleOf('db'), ruleOf('cache', comesAfter('db'), { mode: 'observe' })];

    expect(stops([[one('db', 'available')], [one('cache', 'available')]], rules)[0]).toBe('order-stuck');
  });

  test('a hold that keeps it stopped waits for nothing', () => {
    const db = one('db', 'available', { tags: { 'dormouse:hold': 'stopped until 2026-12-01' } });

    expect(stops([[db], [one('cache', 'available'), busy]])[0]).toBe('held-stopped');
  });

  test('in a circle nothing waits', () => {
    const rules = [ruleOf('db', comesAfter('cache')), ruleOf('cache', comesAfter('db'))];

    expect(stops([[one('db', 'available')], [one('cache', 'available')]], rules)).toEqual(['idle', 'idle']);
  });

  test('nothing is read about a cluster that waits in any case', () => {
    const world = aWorld([{ cluster: one('db', 'available') }, { cluster: one('cache', 'available') }]);
    const policy = aPolicy({ rules: chain });

    expect(factsNeeded(policy, world)?.clusters.map(({ id }) => id)).toEqual(['cache-1']);
    expect(decideStops(policy, world)[0]?.reason).toBe('waits-for');
  });

  test('of one that waits for a cluster that may be paused, the facts are read', () => {
    const cache = one('cache', 'available', { serverless: { min: 0, max: 4 } });
    const world = aWorld([{ cluster: one('db', 'available') }, { cluster: cache }]);

    expect(factsNeeded(aPolicy({ rules: chain }), world)?.clusters).toHaveLength(2);
  });
});
