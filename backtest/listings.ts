import type { Cluster as DescribedCluster } from '../shared/policy/model/cluster.ts';
import type { Snapshot as DescribedSnapshot } from '../shared/policy/model/snapshot.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import { createListings, type Listings } from '../shared/runtime/sweep/listings.ts';
import type { SeenClusters } from './seen-clusters.ts';
import { byArn, type SeenSnapshots } from './seen-snapshots.ts';
import type { View } from './view.ts';

/** The descriptions of all that reads show. */
interface Seen {
  readonly clusters: SeenClusters;
  readonly snapshots: SeenSnapshots;
}

/** The listings of each run: the clusters in focus, with their snapshots and the copies that lists show besides. */
export function rememberedListings(view: View, seen: Seen, now: () => EpochMs): () => Listings {
  const { store, snapshotStore } = view.stores;

  function clustersIn(place: Place): DescribedCluster[] {
    return store.clustersIn(place).map((cluster) => seen.clusters.describe(cluster, now()));
  }

  function snapshotsIn(place: Place, isWanted: (type: string) => boolean): DescribedSnapshot[] {
    const at = now();
    const found: DescribedSnapshot[] = [];
    for (const cluster of view.inFocus())
      for (const one of seen.snapshots.ofCluster(
        cluster,
        place,
        snapshotStore.ofCluster(cluster.resourceId),
        at,
      ))
        if (isWanted(one.type)) found.push(one);
    for (const copy of view.otherCopiesIn(place))
      if (copy.visibleFrom <= at) found.push(seen.snapshots.describe(copy, at));
    return found.sort(byArn);
  }

  return () => ({
    ...createListings(),
    clusters: async (place) => ({ clusters: clustersIn(place), observedAt: now() }),
    snapshots: async (place) => ({ snapshots: snapshotsIn(place, () => true), observedAt: now() }),
    manualSnapshots: async (place) => ({ snapshots: snapshotsIn(place, isManual), observedAt: now() }),
  });
}

type Place = Parameters<View['otherCopiesIn']>[0];

function isManual(type: string): boolean {
  return type === 'manual';
}
