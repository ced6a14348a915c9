import { once, oncePerThing } from '../../once.ts';
import type { Cluster } from '../model/cluster.ts';
import { isSamePlace } from '../model/location.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { EpochMs } from '../time/units.ts';
import type { OwnSnapshot } from './own.ts';

/** The facts that a snapshot holds about the cluster it was taken of. */
export interface Origin {
  readonly account: string;
  readonly region: string;
  /** DBClusterIdentifier that the cluster had. */
  readonly clusterId: string;
  /** DbClusterResourceId; absent where neither AWS nor a tag says it. */
  readonly resourceId?: string;
  /** When the data was as it is in the snapshot. */
  readonly at: EpochMs;
}

/** Finds the cluster that a snapshot was taken of. */
export interface ClusterLookup {
  /** Undefined when that cluster is gone, though another may have its name. */
  clusterOf(origin: Origin): Cluster | undefined;
  /** The same key for all snapshots of one cluster, gone or not. */
  keyOf(origin: Origin): string;
}

/** A key that no other cluster ever has: by DbClusterResourceId, or by ARN where AWS gives no id. */
export const clusterKey = oncePerThing(({ account, region, arn, resourceId }: Cluster): string =>
  resourceId === undefined ? arn : keyOfResource(account, region, resourceId),
);

/**
 * Looks clusters up by DbClusterResourceId, which a rename keeps, and which no restored or re-created cluster gets again.
 * Where AWS does not say it, a snapshot is of the cluster of its name, unless it is older than that cluster.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
 */
export function lookUpClusters(clusters: readonly Cluster[]): ClusterLookup {
  // Not by keys that are put together: those of 30,000 snapshots would take megabytes.
  const byResource = Map.groupBy(clusters, ({ resourceId }) => resourceId);
  const byName = once(
    () => new Map(clusters.map((cluster) => [nameOf({ ...cluster, clusterId: cluster.id }), cluster])),
  );

  function clusterOf(origin: Origin): Cluster | undefined {
    const { resourceId } = origin;
    const known = resourceId && byResource.get(resourceId)?.find((cluster) => isSamePlace(cluster, origin));
    if (known) return known;
    const named = byName().get(nameOf(origin));
    if (named === undefined || (resourceId !== undefined && named.resourceId !== undefined)) return undefined;
    return named.createdAt !== undefined && origin.at < named.createdAt ? undefined : named;
  }

  return {
    clusterOf,
    keyOf(origin) {
      const cluster = clusterOf(origin);
      return cluster === undefined ? originKey(origin) : clusterKey(cluster);
    },
  };
}

/** Where any snapshot comes from: a copy has its cluster where its source was. */
export const originOf = oncePerThing((snapshot: Snapshot): Origin => {
  const { account, region, clusterId, resourceId, createdAt, sourceArn } = snapshot;
  const [, , , sourceRegion = region, sourceAccount = account] = sourceArn?.split(':') ?? [];
  const origin = { account: sourceAccount, region: sourceRegion, clusterId, at: createdAt };
  return resourceId === undefined ? origin : { ...origin, resourceId };
});

/** Where a snapshot that Dormouse made comes from: its tags say it, and AWS has not contradicted them. */
export const originOfOwn = oncePerThing(({ snapshot, provenance, at }: OwnSnapshot): Origin => {
  const [, , , region = '', account = '', , clusterId = ''] = provenance.cluster.split(':');
  const resourceId = provenance.resourceId ?? snapshot.resourceId;
  const origin = {
    account: alike(account, snapshot.account),
    region: alike(region, snapshot.region),
    clusterId: alike(clusterId, snapshot.clusterId),
    at,
  };
  return resourceId === undefined ? origin : { ...origin, resourceId };
});

/** The text that is there already, if it is the same: one that is cut out of another takes memory of its own. */
function alike(text: string, there: string): string {
  return text === there ? there : text;
}

/** The key of a cluster that is not there. */
function originKey(origin: Origin): string {
  const { account, region, resourceId } = origin;
  return resourceId === undefined ? `gone ${nameOf(origin)}` : keyOfResource(account, region, resourceId);
}

function keyOfResource(account: string, region: string, resourceId: string): string {
  return `${account} ${region} ${resourceId}`;
}

function nameOf({ account, region, clusterId }: Pick<Origin, 'account' | 'region' | 'clusterId'>): string {
  return `${account} ${region} ${clusterId}`;
}
