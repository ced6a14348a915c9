import type { Cluster, Member } from '../../model/cluster.ts';
import type { DrillRecord } from '../../model/drill-record.ts';
import { DRILL_TAG } from '../../model/tags.ts';

/** The cluster and the instances of a drill as its place lists them. A listing is complete. */
export interface DrillSeen {
  /** The cluster with the name on record, or the same under another name. Absent: there is none. */
  readonly cluster?: Cluster;
  /** Its instances, and whatever has the name of the instance on record. */
  readonly instances: readonly Member[];
}

/** The part of a place that a drill has made, or that bears the names it has. */
export function seenOf(
  { restored }: DrillRecord,
  clusters: readonly Cluster[],
  members: readonly Member[],
): DrillSeen {
  const { resourceId } = restored;
  const cluster =
    clusters.find(({ id }) => id === restored.cluster) ??
    clusters.find((one) => resourceId !== undefined && one.resourceId === resourceId);
  const instances = members.filter(
    ({ id, clusterId }) =>
      id === restored.instance || clusterId === restored.cluster || clusterId === cluster?.id,
  );
  return { ...(cluster !== undefined && { cluster }), instances };
}

/**
 * Why the cluster is not the one that the drill has made, or not surely: then nothing is deleted. Undefined: it is, by
 * its name, its tag and its resource id; as long as none is on record, by the time of its creation, too.
 */
export function notOwn(record: DrillRecord, cluster: Cluster): string | undefined {
  const { restored, drill, openedAt } = record;
  if (cluster.id !== restored.cluster || cluster.arn !== restored.arn)
    return `${cluster.id} has another name`;
  if (cluster.tags[DRILL_TAG] !== drill) {
    const found = cluster.tags[DRILL_TAG];
    return found === undefined
      ? `somebody took the tag ${DRILL_TAG} off ${cluster.id}`
      : `the tag ${DRILL_TAG} of ${cluster.id} names another drill, ${found.slice(0, 100)}`;
  }
  if (restored.resourceId !== undefined) {
    return cluster.resourceId === restored.resourceId
      ? undefined
      : `${cluster.id} is another cluster (${cluster.resourceId ?? 'without a resource id'})`;
  }
  const isNewer = cluster.createdAt !== undefined && cluster.createdAt >= Date.parse(openedAt) - CLOCK_MS;
  if (cluster.resourceId === undefined) return `${cluster.id} has no resource id`;
  return isNewer ? undefined : `${cluster.id} is older than the drill`;
}

/** Records have whole seconds, and AWS's services not all the same one. */
const CLOCK_MS = 2_000;

/** Why an instance is not the one that the drill has made. Undefined: it is. */
export function notOwnInstance(record: DrillRecord, { id, clusterId, tags }: Member): string | undefined {
  const { restored, drill } = record;
  if (id !== restored.instance) return `somebody added the instance ${id} to ${restored.cluster}`;
  if (clusterId !== restored.cluster) return `${id} is an instance of another cluster`;
  return tags?.[DRILL_TAG] === drill ? undefined : `${id} lacks the tag ${DRILL_TAG} of the drill`;
}
