import { toSnapshot } from '../shared/aws/read/snapshots.ts';
import type { Snapshot as Described } from '../shared/policy/model/snapshot.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import type { Snapshot } from '../simulator/rds/snapshots/snapshot.ts';
import { toDBClusterSnapshot } from '../simulator/rds/snapshots/snapshot-shape.ts';
import type { SnapshotStore } from '../simulator/rds/snapshots/snapshot-store.ts';

/**
 * Describes snapshots as they are listed. A complete one that has not changed is the same object each time, so that what
 * is found out about it, such as whose it is, is found out once.
 */
export interface SeenSnapshots {
  describe(snapshot: Snapshot, at: EpochMs): Described;
  /** The automated and manual ones of a cluster that reads show, in all accounts and Regions. */
  ofCluster(cluster: Cluster, at: EpochMs): readonly Described[];
  /** Something about a snapshot of the cluster with this resource id has changed. */
  forget(resourceId: string): void;
  /** The tags of a snapshot have changed. */
  forgetTags(snapshot: Snapshot): void;
}

interface Seen {
  readonly shown: Snapshot['shown'];
  readonly described: Described;
}

export function createSeenSnapshots(store: Pick<SnapshotStore, 'ofCluster'>): SeenSnapshots {
  const known = new WeakMap<Snapshot, Seen>();
  /** By resource id, where all of them are complete. */
  const complete = new Map<string, readonly Described[]>();

  function find(snapshot: Snapshot): Described | undefined {
    const seen = known.get(snapshot);
    return seen?.shown === snapshot.shown ? seen.described : undefined;
  }

  function describe(snapshot: Snapshot, at: EpochMs): Described {
    const found = find(snapshot);
    if (found !== undefined) return found;
    const described = toSnapshot(toDBClusterSnapshot(snapshot, at), snapshot, at);
    const { shown, status } = snapshot;
    if (shown.until <= at && status === 'available') known.set(snapshot, { shown, described });
    return described;
  }

  return {
    describe,
    ofCluster({ resourceId }, at) {
      const found = complete.get(resourceId);
      if (found !== undefined) return found;
      const all = [...store.ofCluster(resourceId)].filter(
        ({ type }) => type === 'automated' || type === 'manual',
      );
      const described = all
        .filter(({ visibleFrom }) => visibleFrom <= at)
        .map((snapshot) => describe(snapshot, at));
      if (all.every(find)) complete.set(resourceId, described);
      return described;
    },
    forget(resourceId) {
      complete.delete(resourceId);
    },
    forgetTags(snapshot) {
      known.delete(snapshot);
      complete.delete(snapshot.origin.resourceId);
    },
  };
}
