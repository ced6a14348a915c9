import { durationAt } from '../../fleet/duration.ts';
import { snapshotArn } from '../api/arn.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { TransitionParts } from '../clusters/transitions.ts';
import type { EventLog } from '../events/event-log.ts';
import { createCopyQueue } from './copy-queue.ts';
import { originOf, type Snapshot, visibleStatus } from './snapshot.ts';
import type { SnapshotStore } from './snapshot-store.ts';

/** A snapshot to take; the cluster or the source snapshot is given beside it. */
type Wanted = Pick<Snapshot, 'id' | 'tags'>;

/** A copy that is wanted, and where. */
type WantedCopy = Wanted & Pick<Snapshot, 'account' | 'region' | 'encryption'>;

/** The life of snapshots. Whether something is allowed has been asked before. */
export interface Snapshots {
  create(cluster: Cluster, type: 'manual' | 'automated', wanted: Wanted): Snapshot;
  copy(source: Snapshot, wanted: WantedCopy): Snapshot;
  /** A copy in flight is cancelled; copies of it that are in flight fail. */
  remove(snapshot: Snapshot): void;
  /** Gives it a status at once; work in progress is dropped. */
  set(snapshot: Snapshot, status: string): void;
  /** Adds a snapshot from before the simulation, and goes on with its work in progress. */
  enter(snapshot: Snapshot): void;
  /** The next copy that is asked for will fail. */
  failNextCopy(): void;
}

/** The input for a new snapshot; reads show when it was made and of which cluster, unless it says otherwise. */
type Added = Omit<Snapshot, 'arn' | 'createdAt' | 'visibleFrom' | 'shown' | 'sharedWith' | ShownOfCopies> &
  Partial<Pick<Snapshot, ShownOfCopies>>;
type ShownOfCopies = 'shownCreatedAt' | 'isOfKnownCluster';

const events = {
  manual: { begun: 'RDS-EVENT-0074', done: 'RDS-EVENT-0075' },
  automated: { begun: 'RDS-EVENT-0168', done: 'RDS-EVENT-0169' },
} as const;

interface Parts extends TransitionParts {
  readonly store: SnapshotStore;
  readonly events: EventLog;
}

export function createSnapshots(parts: Parts): Snapshots {
  const { store, clock, draw, faults, watch } = parts;
  const { timings, quirks } = parts.fleet;
  const queue = createCopyQueue(beginCopy, (copy) => {
    copy.work = undefined;
  });
  let failures = 0;

  function change(snapshot: Snapshot, status: string, lag = lagMs(snapshot)): void {
    const now = clock.now();
    const until = Math.max(now + lag, snapshot.shown.until);
    snapshot.shown = { status: visibleStatus(snapshot, now), until };
    store.changeStatus(snapshot, status);
    snapshot.work = undefined;
    watch.snapshot(snapshot, until);
  }

  function lagMs({ arn }: Snapshot): number {
    return durationAt(timings.lag, draw(`${arn} lag`)) + faults.delivery.lagMs;
  }

  /** Unless something else happens to the snapshot first. */
  function work(snapshot: Snapshot, duration: number, done: () => void): void {
    const work = { from: clock.now(), to: clock.now() + duration };
    snapshot.work = work;
    clock.at(work.to, () => {
      if (snapshot.work === work) done();
    });
  }

  function beginCreate(snapshot: Snapshot): void {
    work(snapshot, durationAt(timings.snapshot, draw(`${snapshot.arn} create`)), () => {
      change(snapshot, 'available');
      tell(snapshot, 'done');
    });
  }

  function beginCopy(copy: Snapshot): void {
    work(copy, copy.size * durationAt(timings.copyPerGiB, draw(`${copy.arn} copy`)), () => {
      change(copy, copy.isFailing ? 'failed' : 'available');
      if (!copy.isFailing && quirks.copyEvents) tell(copy, 'done');
      queue.leave(copy);
    });
  }

  function tell(snapshot: Snapshot, what: 'begun' | 'done'): void {
    const { type } = snapshot;
    if (type === 'manual' || type === 'automated') parts.events.emit(events[type][what], snapshot);
  }

  function add(snapshot: Added): Snapshot {
    const { account, region, id, status } = snapshot;
    const now = clock.now();
    const added: Snapshot = {
      shownCreatedAt: now,
      isOfKnownCluster: true,
      ...snapshot,
      arn: snapshotArn(account, region, id),
      createdAt: now,
      sharedWith: new Set(),
      visibleFrom: now + faults.delivery.lagMs,
      shown: { status, until: now },
    };
    store.add(added);
    watch.snapshot(added, added.visibleFrom);
    return added;
  }

  function stop(snapshot: Snapshot): void {
    snapshot.work = undefined;
    queue.leave(snapshot);
  }

  return {
    create(cluster, type, { id, tags }) {
      const { account, region, size, isSizeKnown, encryption } = cluster;
      const origin = originOf(cluster, clock.now());
      const snapshot = add({
        ...{ account, region, id, type, size, isSizeKnown, encryption, origin, tags, status: 'creating' },
      });
      tell(snapshot, 'begun');
      beginCreate(snapshot);
      return snapshot;
    },
    copy({ arn: sourceArn, size, isSizeKnown, origin, shownCreatedAt }, wanted) {
      const isFailing = failures > 0;
      if (isFailing) failures -= 1;
      const copy = add({
        ...{ ...wanted, size, isSizeKnown, origin, sourceArn, type: 'manual', status: 'copying', isFailing },
        ...(quirks.copyCreateTime === 'source' && { shownCreatedAt }),
        isOfKnownCluster: quirks.copyResourceId === 'source',
      });
      if (quirks.copyEvents) tell(copy, 'begun');
      queue.add(copy);
      return copy;
    },
    remove(snapshot) {
      store.remove(snapshot);
      watch.snapshot(snapshot, clock.now(), true);
      for (const copy of queue.of(snapshot.arn)) {
        stop(copy);
        change(copy, 'failed');
      }
      stop(snapshot);
    },
    set(snapshot, status) {
      stop(snapshot);
      change(snapshot, status, 0);
    },
    enter(snapshot) {
      store.add(snapshot);
      if (snapshot.status === 'creating') beginCreate(snapshot);
      if (snapshot.status === 'copying') queue.add(snapshot);
    },
    failNextCopy() {
      failures += 1;
    },
  };
}
