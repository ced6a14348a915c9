import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { PowerRule, Rule } from '../../../shared/policy/model/policy.ts';
import { aCluster, aPowerRule, aRule } from '../builders.ts';

/** A rule for the clusters of a tier. */
export function ruleOf(name: string, power: Partial<PowerRule> = {}, some: Partial<Rule> = {}): Rule {
  return aRule({ name, match: { tags: { tier: [name] } }, power: aPowerRule(power), ...some });
}

/** Settings that put a rule after tiers. */
export function comesAfter(...tiers: string[]): Partial<PowerRule> {
  return { after: { tags: { tier: tiers } } };
}

/** The cache after the database, and the application after both. */
export const chain: readonly Rule[] = [
  ruleOf('db'),
  ruleOf('cache', comesAfter('db')),
  ruleOf('app', comesAfter('cache', 'db')),
];

/** The cluster of a tier. */
export function one(tier: string, status: string, some: Partial<Cluster> = {}): Cluster {
  const { tags, ...rest } = some;
  return aCluster({ id: `${tier}-1`, status, tags: { tier, ...tags }, ...rest });
}
