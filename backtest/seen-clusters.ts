import { toState, toSteadyPart } from '../shared/aws/read/clusters.ts';
import type { Cluster as Described } from '../shared/policy/model/cluster.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import { toDBCluster, toStateShape } from '../simulator/rds/clusters/cluster-shape.ts';
import { createSeen, type Seen } from './seen.ts';

/** Clusters as they are listed; to be forgotten when their tags change. */
export type SeenClusters = Seen<Cluster, Described>;

export function createSeenClusters(): SeenClusters {
  const steady = createSeen(steadyParts, (cluster, at) =>
    toSteadyPart(toDBCluster(cluster, cluster.statuses.visible(at), at), cluster),
  );
  return createSeen<Cluster, Described>(
    (cluster, at) => [
      steady.describe(cluster, at),
      cluster.statuses.visible(at),
      cluster.capacities?.visible(at),
      cluster.activityStream.statuses.visible(at),
    ],
    (cluster, at) => ({
      ...steady.describe(cluster, at),
      ...toState(toStateShape(cluster, cluster.statuses.visible(at), at)),
    }),
  );
}

/** Everything that a listing shows of a cluster and that may change, but for its state. */
function steadyParts({
  arn,
  globalId,
  replicationSource,
  readReplicas,
  isProtected,
  members,
}: Cluster): unknown[] {
  const parts: unknown[] = [arn, globalId, replicationSource, readReplicas, isProtected];
  for (const { id, isWriter, promotionTier } of members) parts.push(id, isWriter, promotionTier);
  return parts;
}
