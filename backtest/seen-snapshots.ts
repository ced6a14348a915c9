import { toSnapshot } from '../shared/aws/read/snapshots.ts';
import { isSamePlace, type Location, placeName } from '../shared/policy/model/location.ts';
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
  /** The automated and manual ones of all snapshots of a cluster that reads show in an account and Region, by ARN. */
  ofCluster(cluster: Cluster, place: Location, all: Iterable<Snapshot>, at: EpochMs): readonly Described[];
  /** Its status or its tags have changed, or it is new or gone. */
  forget(snapshot: Pick<SeenSnapshot, 'arn' | 'origin' | 'account' | 'region'>): void;
}

export function createSeenSnapshots(): SeenSnapshots {
  /** Complete ones, by ARN. */
  const known = new Map<string, Described>();
  /** By the resource id of a cluster, and the place where all of its snapshots are complete. */
  const complete = new Map<string, Map<string, readonly Described[]>>();

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
    ofCluster({ resourceId }, place, all, at) {
      const found = complete.get(resourceId)?.get(placeName(place));
      if (found !== undefined) return found;
      const described: Described[] = [];
      let areComplete = true;
      for (const snapshot of all) {
        if (!isListed(snapshot) || !isSamePlace(snapshot, place)) continue;
        if (snapshot.visibleFrom <= at) described.push(describe(snapshot, at));
        areComplete &&= known.has(snapshot.arn);
      }
      described.sort(byArn);
      if (areComplete) {
        const places = complete.get(resourceId) ?? new Map<string, readonly Described[]>();
        complete.set(resourceId, places.set(placeName(place), described));
      }
      return described;
    },
    forget(snapshot) {
      known.delete(snapshot.arn);
      complete.get(snapshot.origin.resourceId)?.delete(placeName(snapshot));
    },
  };
}

function isListed({ type }: Snapshot): boolean {
  return type === 'automated' || type === 'manual';
}

export function byArn(a: Described, b: Described): number {
  return a.arn < b.arn ? -1 : 1;
}
