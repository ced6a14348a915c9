import { toCluster } from '../shared/aws/read/clusters.ts';
import type { Cluster as Described } from '../shared/policy/model/cluster.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import { toDBCluster } from '../simulator/rds/clusters/cluster-shape.ts';

/** A cluster of the simulator as a policy sees it, in its present state. */
export function describe(cluster: Cluster): Described {
  const entry = cluster.statuses.current();
  return toCluster(toDBCluster(cluster, entry, entry.at), cluster);
}
