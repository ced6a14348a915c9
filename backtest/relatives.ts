import type { Cluster } from '../simulator/rds/clusters/cluster.ts';

/**
 * The clusters that have to be listed together, because facts of one are facts of the other: those of a global database,
 * and both of a blue/green deployment.
 */
export function findRelatives(clusters: readonly Cluster[]): ReadonlyMap<Cluster, readonly Cluster[]> {
  const relatives = new Map<Cluster, Cluster[]>();
  const join = (group: readonly Cluster[]) => {
    for (const one of group) {
      const others = group.filter((other) => other !== one);
      if (others.length > 0) relatives.set(one, [...(relatives.get(one) ?? []), ...others]);
    }
  };
  const inGlobal = clusters.filter(({ globalId }) => globalId !== undefined);
  for (const group of Map.groupBy(inGlobal, ({ account, globalId }) => `${account}/${globalId}`).values())
    join(group);
  const byArn = new Map(clusters.map((cluster) => [cluster.arn, cluster]));
  for (const green of clusters) {
    const blue = byArn.get(green.blue ?? '');
    if (blue !== undefined) join([blue, green]);
  }
  return relatives;
}

/** The clusters and their relatives. */
export function withRelatives(
  clusters: ReadonlySet<Cluster>,
  relatives: ReadonlyMap<Cluster, readonly Cluster[]>,
): ReadonlySet<Cluster> {
  if (relatives.size === 0) return clusters;
  const all = new Set(clusters);
  for (const cluster of clusters) for (const other of relatives.get(cluster) ?? []) all.add(other);
  return all;
}
