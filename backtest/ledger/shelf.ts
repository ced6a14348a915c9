import type { EpochMs } from '../../shared/policy/time/units.ts';
import type { SeenSnapshot } from '../../simulator/rds/clusters/watch.ts';

/** A manual snapshot or copy, and how long it was there. */
export interface Kept {
  readonly region: string;
  readonly isCopy: boolean;
  /** GiB; absent: nothing says it. */
  readonly size?: number;
  /** When it was taken or the copy was begun: before the simulation for an earlier one. */
  readonly from: EpochMs;
  /** It was there when the simulation began, so Dormouse has not made it there. */
  readonly isEarlier: boolean;
  /** Absent: it is still there. */
  until?: EpochMs;
}

/** Remembers the manual snapshots of each cluster. */
export interface Shelf {
  /** Snapshots that are there when the simulation begins. */
  begin(snapshots: Iterable<SeenSnapshot>): void;
  see(at: EpochMs, snapshot: SeenSnapshot, isGone: boolean): void;
  /** Those of the cluster with a resource id. */
  keptOf(resourceId: string): readonly Kept[];
}

export function createShelf(): Shelf {
  const byCluster = new Map<string, Kept[]>();
  const present = new Map<string, Kept>();

  function see(at: EpochMs, snapshot: SeenSnapshot, isGone: boolean, isEarlier = false): void {
    const { arn, type, status, origin, region, size, isSizeKnown, sourceArn, createdAt } = snapshot;
    const known = present.get(arn);
    // A failed one has no bytes.
    if (isGone || status === 'failed') {
      if (known !== undefined) known.until = at;
      present.delete(arn);
    } else if (type === 'manual' && known === undefined) {
      const isCopy = sourceArn !== undefined;
      const kept = { region, isCopy, from: createdAt, isEarlier, ...(isSizeKnown && { size }) };
      present.set(arn, kept);
      const own = byCluster.get(origin.resourceId);
      if (own === undefined) byCluster.set(origin.resourceId, [kept]);
      else own.push(kept);
    }
  }

  return {
    begin(snapshots) {
      for (const snapshot of snapshots) see(snapshot.createdAt, snapshot, false, true);
    },
    see: (at, snapshot, isGone) => see(at, snapshot, isGone),
    keptOf: (resourceId) => byCluster.get(resourceId) ?? [],
  };
}
