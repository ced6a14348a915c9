import { toCluster } from '../shared/aws/read/clusters.ts';
import type { Cluster as Described } from '../shared/policy/model/cluster.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import { toDBCluster } from '../simulator/rds/clusters/cluster-shape.ts';

/** A cluster as reads show it, for as long as they show the same. */
interface Seen {
  readonly parts: readonly unknown[];
  readonly described: Described;
}

/** Describes clusters as they are listed: one that reads show unchanged is the same object each time. */
export interface SeenClusters {
  describe(cluster: Cluster, at: EpochMs): Described;
  /** Its tags have changed. */
  forget(cluster: Cluster): void;
}

export function createSeenClusters(): SeenClusters {
  const known = new WeakMap<Cluster, Seen>();
  return {
    describe(cluster, at) {
      const parts = changingParts(cluster, at);
      const seen = known.get(cluster);
      if (seen?.parts.length === parts.length && seen.parts.every((part, index) => part === parts[index]))
        return seen.described;
      const described = toCluster(toDBCluster(cluster, cluster.statuses.visible(at), at), cluster);
      known.set(cluster, { parts, described });
      return described;
    },
    forget(cluster) {
      known.delete(cluster);
    },
  };
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
