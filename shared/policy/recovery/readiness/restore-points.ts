import { defined } from '../../../defined.ts';
import type { Cluster, Member } from '../../model/cluster.ts';
import type { Location } from '../../model/location.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import {
  type ClusterLookup,
  clusterKey,
  lookUpClusters,
  type Origin,
  originOf,
  originOfOwn,
} from '../../snapshots/identity.ts';
import { readOwn } from '../../snapshots/own.ts';
import type { EpochMs } from '../../time/units.ts';
import { type Proof, readProof } from '../evidence/proven-tag.ts';
import { recipeOfSource } from '../recipe/describe.ts';
import { type ClusterRecipe, recipeOf } from '../recipe/recipe.ts';
import { readRecipe } from '../recipe/tags.ts';

/** The snapshots and clusters of a fleet. */
export interface Fleet {
  readonly clusters: readonly Cluster[];
  readonly snapshots: readonly Snapshot[];
  /** By `placeKey`, the instances of each account and Region that has clusters, as far as they could be read. */
  readonly members: Readonly<Record<string, readonly Member[]>>;
}

/** The newest snapshot of a cluster in one account and Region, and what is known about its restore. */
export interface RestorePoint extends Location {
  readonly snapshot: Snapshot;
  /** When the data was as it is in the snapshot. */
  readonly at: EpochMs;
  /** A newer one that is not complete. */
  readonly newer?: Snapshot;
  /** How the cluster was set up: by the tags of the snapshot, else as the cluster is. Absent: nothing is known. */
  readonly recipe?: ClusterRecipe;
  /** Why the tags do not say it: they have none, or it is damaged. Absent: they do. */
  readonly lacks?: string;
  /** Whether it lies where the cluster is. */
  readonly isHome: boolean;
}

/** A cluster with all that could be restored of it. */
export interface Restorable extends Location {
  /** DBClusterIdentifier. */
  readonly cluster: string;
  /** The newest first. */
  readonly points: readonly RestorePoint[];
  /** Its last restore drill that passed, by its tag. */
  readonly proof?: Proof;
}

export function placeKey({ account, region }: Location): string {
  return `${account} ${region}`;
}

/**
 * Each cluster with its newest complete snapshot in every account and Region, or the newest one where none is complete.
 * When a Region is lost, its snapshots are, and of its clusters only what the tags of snapshots elsewhere say; a cluster
 * of it that nothing could list is known by these snapshots.
 */
export function restorables(fleet: Fleet, lost?: string): Restorable[] {
  const lookup = lookUpClusters(fleet.clusters);
  const left = fleet.snapshots.filter(({ region }) => region !== lost);
  const byCluster = Map.groupBy(left, (snapshot) => lookup.keyOf(originAt(snapshot)));
  const clusters = fleet.clusters.filter(({ region }) => lost === undefined || region === lost);
  const known = clusters.map((cluster): Restorable => {
    const { account, region, id } = cluster;
    const own = byCluster.get(clusterKey(cluster)) ?? [];
    const points = pointsOf(own, cluster, fleet, lost);
    return { account, region, cluster: id, points, ...defined({ proof: readProof(cluster) }) };
  });
  return [...known, ...(lost === undefined ? [] : unlisted(left, lookup, fleet, lost))].toSorted(
    (a, b) => compare(placeKey(a), placeKey(b)) || compare(a.cluster, b.cluster),
  );
}

/** Clusters of a lost Region that only snapshots elsewhere tell of. */
function unlisted(
  left: readonly Snapshot[],
  lookup: ClusterLookup,
  fleet: Fleet,
  lost: string,
): Restorable[] {
  if (fleet.clusters.some(({ region }) => region === lost)) return [];
  const strange = left.filter((snapshot) => originAt(snapshot).region === lost);
  return [...Map.groupBy(strange, (snapshot) => lookup.keyOf(originAt(snapshot))).values()].flatMap((own) => {
    const [first] = own.toSorted((a, b) => atOf(b) - atOf(a));
    if (first === undefined) return [];
    const { account, region, clusterId } = originAt(first);
    return [{ account, region, cluster: clusterId, points: pointsOf(own, undefined, fleet, lost) }];
  });
}

function pointsOf(
  own: readonly Snapshot[],
  cluster: Cluster | undefined,
  { members }: Fleet,
  lost: string | undefined,
): RestorePoint[] {
  const alive = cluster?.region === lost ? undefined : cluster;
  return [...Map.groupBy(own, placeKey).values()]
    .flatMap((here): RestorePoint[] => {
      const newestFirst = here.toSorted((a, b) => atOf(b) - atOf(a));
      const usable = newestFirst.filter(({ status }) => status !== 'failed');
      const snapshot = usable.find(({ status }) => status === 'available') ?? usable[0];
      if (snapshot === undefined) return [];
      const newer = usable[0] === snapshot ? undefined : usable[0];
      const found = readRecipe(snapshot.tags);
      const written = recipeOfSource(snapshot);
      const recipe = written ?? (alive && recipeOf(alive, members[placeKey(alive)]));
      const { account, region } = snapshot;
      const lacks =
        written === undefined ? (found.state === 'damaged' ? found.detail : 'it has none') : undefined;
      const isHome = originAt(snapshot).region === region && originAt(snapshot).account === account;
      return [
        { account, region, snapshot, at: atOf(snapshot), isHome, ...defined({ newer, recipe, lacks }) },
      ];
    })
    .toSorted((a, b) => b.at - a.at || compare(placeKey(a), placeKey(b)));
}

function originAt(snapshot: Snapshot): Origin {
  const own = readOwn(snapshot);
  return own === undefined ? originOf(snapshot) : originOfOwn(own);
}

function atOf(snapshot: Snapshot): EpochMs {
  return readOwn(snapshot)?.at ?? snapshot.createdAt;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
