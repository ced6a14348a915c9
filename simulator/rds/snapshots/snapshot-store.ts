import type { Call } from '../../core/service.ts';
import type { Snapshot } from './snapshot.ts';

type Place = Pick<Call, 'account' | 'region'>;

/** All snapshots, of tens of thousands: each change is cheap, and so is a page of a list that has not changed. */
export interface SnapshotStore {
  all(): Iterable<Snapshot>;
  find(arn: string): Snapshot | undefined;
  /** In order of identifier. */
  list(place: Place): readonly Snapshot[];
  /** Those of the cluster with this resource id, in all accounts and Regions. */
  ofCluster(resourceId: string): Iterable<Snapshot>;
  /** How many manual ones there are, and how many of them are being copied. */
  count(place: Place): Readonly<Counts>;
  add(snapshot: Snapshot): void;
  remove(snapshot: Snapshot): void;
  changeStatus(snapshot: Snapshot, status: string): void;
}

interface Counts {
  manual: number;
  copying: number;
}

export function createSnapshotStore(): SnapshotStore {
  const byArn = new Map<string, Snapshot>();
  const places = new Map<string, Set<Snapshot>>();
  const sorted = new Map<string, readonly Snapshot[]>();
  const clusters = new Map<string, Set<Snapshot>>();
  const counts = new Map<string, Counts>();

  function countsIn(place: Place): Counts {
    const found = counts.get(nameOf(place)) ?? { manual: 0, copying: 0 };
    counts.set(nameOf(place), found);
    return found;
  }

  function count(snapshot: Snapshot, by: 1 | -1): void {
    const found = countsIn(snapshot);
    if (snapshot.type === 'manual') found.manual += by;
    if (snapshot.status === 'copying') found.copying += by;
  }

  function inPlace(place: Place): Set<Snapshot> {
    const found = places.get(nameOf(place)) ?? new Set();
    places.set(nameOf(place), found);
    return found;
  }

  return {
    all: () => byArn.values(),
    find: (arn) => byArn.get(arn),
    list(place) {
      const list = sorted.get(nameOf(place)) ?? [...inPlace(place)].sort(byId);
      sorted.set(nameOf(place), list);
      return list;
    },
    ofCluster: (resourceId) => clusters.get(resourceId) ?? [],
    count: countsIn,
    add(snapshot) {
      byArn.set(snapshot.arn, snapshot);
      const { resourceId } = snapshot.origin;
      const own = clusters.get(resourceId) ?? new Set();
      clusters.set(resourceId, own.add(snapshot));
      count(snapshot, 1);
      inPlace(snapshot).add(snapshot);
      sorted.delete(nameOf(snapshot));
    },
    remove(snapshot) {
      if (!byArn.delete(snapshot.arn)) return;
      clusters.get(snapshot.origin.resourceId)?.delete(snapshot);
      count(snapshot, -1);
      inPlace(snapshot).delete(snapshot);
      sorted.delete(nameOf(snapshot));
    },
    changeStatus(snapshot, status) {
      const isThere = byArn.get(snapshot.arn) === snapshot;
      if (isThere) count(snapshot, -1);
      snapshot.status = status;
      if (isThere) count(snapshot, 1);
    },
  };
}

function nameOf({ account, region }: Place): string {
  return `${account}/${region}`;
}

/** By code unit: the order that the markers of pages go by. */
function byId(a: Snapshot, b: Snapshot): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
