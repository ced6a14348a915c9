import { toCluster } from '../shared/aws/read/clusters.ts';
import type { Cluster as Described } from '../shared/policy/model/cluster.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import { toDBCluster } from '../simulator/rds/clusters/cluster-shape.ts';
import { createSeen, type Seen } from './seen.ts';

/** Clusters as they are listed; to be forgotten when their tags change. */
export type SeenClusters = Seen<Cluster, Described>;

export function createSeenClusters(): SeenClusters {
  return createSeen(changingParts, (cluster, at) =>
    toCluster(toDBCluster(cluster, cluster.statuses.visible(at), at), cluster),
  );
}

/** Everything that a listing shows of a cluster and that may change, but for its tags. */
function changingParts(cluster: Cluster, at: EpochMs): unknown[] {
  const { arn, globalId, replicationSource, readReplicas, isProtected, members } = cluster;
  const parts: unknown[] = [
    ...[arn, globalId, replicationSource, readReplicas, isProtected],
    cluster.statuses.visible(at),
    cluster.capacities?.visible(at),
    cluster.activityStream.statuses.visible(at),
  ];
  for (const { id, isWriter, promotionTier } of members) parts.push(id, isWriter, promotionTier);
  return parts;
}
