import type { Policy } from '../../shared/policy/model/policy.ts';
import type { Fleet, FleetCluster } from '../../simulator/fleet/fleet.ts';
import { describe, independentGroups, rulesFor } from './independent.ts';

/** The work for a cluster with a rule for snapshots, in times of that for one without. */
const SNAPSHOTS_WORK = 9;

/** Some clusters that can be simulated without the others, in the order of the fleet, and the work for a day of them. */
export interface Share {
  readonly clusters: readonly FleetCluster[];
  readonly work: number;
}

/** A fleet in at most so many shares, of about equal work as far as clusters do not depend on each other; the largest first. */
export function sharesOf(policy: Policy, fleet: Pick<Fleet, 'clusters'>, most: number): Share[] {
  const shares: { clusters: FleetCluster[]; work: number }[] = [];
  const groups = independentGroups(policy, fleet).map((clusters) => ({
    clusters,
    work: clusters.reduce((sum, cluster) => sum + workFor(policy, cluster), 0),
  }));
  for (const group of groups.toSorted((a, b) => b.work - a.work)) {
    const least = shares.length < most ? undefined : shares.reduce((a, b) => (b.work < a.work ? b : a));
    if (least === undefined) shares.push({ ...group });
    else {
      least.clusters.push(...group.clusters);
      least.work += group.work;
    }
  }
  const places = new Map(fleet.clusters.map((cluster, index) => [cluster, index]));
  for (const { clusters } of shares) clusters.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
  return shares.sort((a, b) => b.work - a.work);
}

function workFor(policy: Policy, cluster: FleetCluster): number {
  return rulesFor(policy, describe(cluster), 'snapshots').length > 0 ? SNAPSHOTS_WORK : 1;
}
