import type { Clock } from '../../core/clock.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import { snapshotArn } from '../api/arn.ts';
import { dayMs, lastStart, lengthOf } from '../clusters/backup-window.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { Store } from '../clusters/store.ts';
import { originOf, type Snapshot } from './snapshot.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Snapshots } from './snapshots.ts';

/**
 * Automated backups: one a day when the window begins, kept for the days of the retention; none while the cluster is
 * not available. There is one entry in the clock for each cluster.
 */
export interface Backups {
  /** Enters those that there are already, and goes on day by day. */
  begin(cluster: Cluster): void;
  /** They go with their cluster. */
  forget(cluster: Cluster): void;
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html */
export function createBackups(parts: {
  readonly clock: Clock;
  readonly store: Store;
  readonly snapshotStore: SnapshotStore;
  readonly snapshots: Snapshots;
  readonly fleet: Pick<Fleet, 'recorded'>;
}): Backups {
  const { clock, store, snapshotStore, snapshots, fleet } = parts;

  function backUp(cluster: Cluster, at: number): void {
    clock.at(at, () => {
      if (store.find(cluster.arn) !== cluster) return;
      if (cluster.statuses.current().status === 'available') {
        const wanted = { id: idOf(cluster, at), tags: tagsOf(cluster) };
        expire(cluster, snapshots.create(cluster, 'automated', wanted));
      }
      backUp(cluster, at + dayMs);
    });
  }

  function expire(cluster: Cluster, snapshot: Snapshot): void {
    clock.at(expiryOf(cluster, snapshot.createdAt), () => {
      if (snapshotStore.find(snapshot.arn) === snapshot) snapshots.remove(snapshot);
    });
  }

  function enterEarlier(cluster: Cluster, at: number): void {
    const snapshot = toEarlier(cluster, at);
    if (snapshotStore.find(snapshot.arn) !== undefined) return;
    snapshots.enter(snapshot);
    expire(cluster, snapshot);
  }

  /** The backups that a recorded fleet names; none if it was recorded too late to know those of now. */
  function recordedBackups({ account, region, resourceId }: Cluster): readonly Snapshot[] {
    if (fleet.recorded === undefined) return [];
    return snapshotStore
      .list({ account, region })
      .filter(({ type, origin }) => type === 'automated' && origin.resourceId === resourceId);
  }

  function enterAllEarlier(cluster: Cluster, last: number): void {
    for (let at = last; expiryOf(cluster, at) > clock.now() && at >= cluster.createdAt; at -= dayMs) {
      if (wasAvailable(cluster, at)) enterEarlier(cluster, at);
    }
  }

  return {
    begin(cluster) {
      if (cluster.backupRetention === 0) return;
      const last = lastStart(cluster.backupWindow, clock.now());
      const recorded = recordedBackups(cluster);
      for (const snapshot of recorded) expire(cluster, snapshot);
      if (recorded.length === 0) enterAllEarlier(cluster, last);
      backUp(cluster, last + dayMs);
    },
    forget({ resourceId, account, region }) {
      const own = snapshotStore
        .list({ account, region })
        .filter(({ type, origin }) => type === 'automated' && origin.resourceId === resourceId);
      for (const snapshot of own) snapshots.remove(snapshot);
    },
  };
}

function expiryOf({ backupWindow, backupRetention }: Cluster, at: number): number {
  return at + lengthOf(backupWindow) + backupRetention * dayMs;
}

/** A cluster that is out of order now was available before. */
function wasAvailable({ statuses }: Cluster, at: number): boolean {
  const { status, at: since } = statuses.current();
  const isSince = at >= since;
  return status === 'available' ? isSince : !isSince;
}

function idOf({ id }: Cluster, at: number): string {
  return `rds:${id}-${new Date(at).toISOString().slice(0, 16).replace(/[T:]/g, '-')}`;
}

function tagsOf({ copyTagsToSnapshot, tags }: Cluster): Map<string, string> {
  return new Map(copyTagsToSnapshot ? tags : []);
}

function toEarlier(cluster: Cluster, createdAt: number): Snapshot {
  const { account, region, size, isSizeKnown, encryption } = cluster;
  const id = idOf(cluster, createdAt);
  return {
    arn: snapshotArn(account, region, id),
    ...{ account, region, id, type: 'automated', createdAt, size, isSizeKnown, encryption },
    ...{ shownCreatedAt: createdAt, isOfKnownCluster: true },
    origin: originOf(cluster, createdAt),
    tags: tagsOf(cluster),
    sharedWith: new Set(),
    visibleFrom: createdAt,
    status: 'available',
    shown: { status: 'available', until: createdAt },
  };
}
