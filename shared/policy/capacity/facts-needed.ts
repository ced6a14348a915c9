import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import { decidingRule } from '../rules/match.ts';
import type { EpochMs } from '../time/units.ts';
import type { CapacityWorld } from './capacity.ts';
import { decideCapacity } from './decide.ts';
import { mayShrink } from './judge.ts';
import { lineAt } from './line.ts';

/** What is still to be read before every cluster of a world can be decided. */
export interface CapacityFactsNeeded {
  /** Those whose instances decide. */
  readonly clusters: readonly Cluster[];
  /** Those of them whose use decides. */
  readonly use: readonly Cluster[];
}

/** The facts that would decide the clusters left as `not-observed`; undefined when there are none. */
export function capacityFactsNeeded(policy: Policy, world: CapacityWorld): CapacityFactsNeeded | undefined {
  const now = world.observedAt;
  const clusters = world.clusters
    .filter((observed) => decideCapacity(policy, observed, now).reason === 'not-observed')
    .map(({ cluster }) => cluster);
  if (clusters.length === 0) return undefined;
  return { clusters, use: clusters.filter((cluster) => useDecides(policy, cluster, now)) };
}

function useDecides(policy: Policy, cluster: Cluster, now: EpochMs): boolean {
  const rule = decidingRule(policy, cluster, 'capacity');
  const { line } = rule === undefined ? {} : lineAt(policy, rule, now);
  return line !== undefined && cluster.serverless !== undefined && mayShrink(line, cluster.serverless);
}
