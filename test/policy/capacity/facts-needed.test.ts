import { describe, expect, test } from 'vitest';
import { capacityFactsNeeded } from '../../../shared/policy/capacity/facts-needed.ts';
import type { CapacityEntry } from '../../../shared/policy/model/policy.ts';
import { aPolicy } from '../builders.ts';
import { aCapacityRule, aCapacityWorld, anEntry, aServerless, capacityFacts } from './builders.ts';

const worldOf = (...ids: string[]) => aCapacityWorld(ids.map((id) => ({ cluster: aServerless({ id }) })));
const rule = (glob: string, entry: Partial<CapacityEntry>) =>
  aCapacityRule([anEntry(entry)], { name: glob, match: { clusters: [glob] } });
const idsOf = (clusters: readonly { id: string }[] = []) => clusters.map(({ id }) => id);

describe('capacityFactsNeeded', () => {
  test('is nothing where every capacity is as declared', () => {
    const policy = aPolicy({ rules: [rule('dev-*', { min: 1, max: 8 })] });

    expect(capacityFactsNeeded(policy, worldOf('dev-a', 'prod-a'))).toBeUndefined();
    expect(capacityFactsNeeded(policy, worldOf())).toBeUndefined();
  });

  test('names the clusters that differ, and of them those whose use decides', () => {
    const rules = [
      rule('up', { max: 16 }),
      rule('min', { min: 0.5, max: 8 }),
      rule('down', { max: 4 }),
      rule('forced', { max: 4, whenBusy: 'apply' }),
    ];

    const needed = capacityFactsNeeded(aPolicy({ rules }), worldOf('up', 'min', 'down', 'forced', 'other'));

    expect(idsOf(needed?.clusters)).toEqual(['up', 'min', 'down', 'forced']);
    expect(idsOf(needed?.use)).toEqual(['down']);
  });

  test('is nothing once it has been read', () => {
    const cluster = aServerless();
    const policy = aPolicy({ rules: [aCapacityRule([anEntry({ min: 1, max: 4 })])] });
    const { use: _, ...facts } = capacityFacts(cluster);

    expect(capacityFactsNeeded(policy, aCapacityWorld([{ cluster, capacityFacts: facts }]))).toBeUndefined();
  });
});
