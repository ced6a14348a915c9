import { toSnapshot } from '../shared/aws/read/snapshots.ts';
import type { Snapshot as Described } from '../shared/policy/model/snapshot.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';
import type { SeenSnapshot } from '../simulator/rds/clusters/watch.ts';
import type { Snapshot } from '../simulator/rds/snapshots/snapshot.ts';
import { toDBClusterSnapshot } from '../simulator/rds/snapshots/snapshot-shape.ts';

/**
 * Describes snapshots as they are listed. A complete one that has not changed is the same object each time, so that what
 * is found out about it, such as whose it is, is found out once.
 */
export interface SeenSnapshots {
  describe(snapshot: Snapshot, at: EpochMs): Described;
  /** The automated and manual ones of all snapshots of a cluster that reads show, in all accounts and Regions. */
  ofCluster(cluster: Cluster, all: Iterable<Snapshot>, at: EpochMs): readonly Described[];
  /** Its status or its tags have changed, or it is new or gone. */
  forget(snapshot: Pick<SeenSnapshot, 'arn' | 'origin'>): void;
}

export function createSeenSnapshots(): SeenSnapshots {
  /** Complete ones, by ARN. */
  const known = new Map<string, Described>();
  /** By the resource id of a cluster all of whose snapshots are complete. */
  const complete = new Map<string, readonly Described[]>();

  function describe(snapshot: Snapshot, at: EpochMs): Described {
    const { arn, shown, status } = snapshot;
    const found = known.get(arn);
    if (found !== undefined) return found;
    const described = toSnapshot(toDBClusterSnapshot(snapshot, at), snapshot, at);
    if (shown.until <= at && status === 'available') known.set(arn, described);
    return described;
  }

  return {
    describe,
    ofCluster({ resourceId }, all, at) {
      const found = complete.get(resourceId);
      if (found !== undefined) return found;
      const wanted = [...all].filter(({ type }) => type === 'automated' || type === 'manual');
      const described = wanted
        .filter(({ visibleFrom }) => visibleFrom <= at)
        .map((snapshot) => describe(snapshot, at));
      if (wanted.every(({ arn }) => known.has(arn))) complete.set(resourceId, described);
      return described;
    },
    forget({ arn, origin }) {
      known.delete(arn);
      complete.delete(origin.resourceId);
    },
  };
}
