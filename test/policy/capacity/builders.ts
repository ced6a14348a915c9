import type {
  CapacityFacts,
  CapacityWorld,
  ObservedCapacity,
} from '../../../shared/policy/capacity/capacity.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { CapacityEntry, Rule } from '../../../shared/policy/model/policy.ts';
import { aCluster, aRule, aWorld, SATURDAY } from '../builders.ts';

/** A cluster of one serverless instance that may have 1 to 8 ACU. */
export function aServerless(some: Partial<Cluster> = {}): Cluster {
  return aCluster({ serverless: { min: 1, max: 8 }, ...some });
}

export function anEntry(some: Partial<CapacityEntry> = {}): CapacityEntry {
  return { min: 2, max: 16, whenBusy: 'wait', ...some };
}

/** A rule that says nothing but the capacity. */
export function aCapacityRule(
  entries: readonly CapacityEntry[] = [anEntry()],
  some: Partial<Rule> = {},
): Rule {
  const { power: _, ...rest } = aRule(some);
  return { ...rest, capacity: entries };
}

/** Facts that let a capacity be changed: available serverless instances that use little. */
export function capacityFacts(cluster: Cluster, some: Partial<CapacityFacts> = {}): CapacityFacts {
  return {
    members: cluster.members.map((id) => ({
      id,
      clusterId: cluster.id,
      status: 'available',
      instanceClass: 'db.serverless',
    })),
    use: { state: 'known', units: 0.5 },
    ...some,
  };
}

export function aCapacityWorld(
  clusters: readonly ObservedCapacity[],
  observedAt: number = SATURDAY,
): CapacityWorld {
  return { ...aWorld([], observedAt), clusters };
}
