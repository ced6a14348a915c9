import type { Call } from '../../core/service.ts';
import type { Snapshot } from './snapshot.ts';

type Place = Pick<Call, 'account' | 'region'>;

/** All snapshots, of tens of thousands: each change is cheap, and so is a page of a list that has not changed. */
export interface SnapshotStore {
  all(): Iterable<Snapshot>;
  find(arn: string): Snapshot | undefined;
  /** In order of identifier. */
  list(place: Place): readonly Snapshot[];
  count(place: Place, test: (snapshot: Snapshot) => boolean): number;
  add(snapshot: Snapshot): void;
  remove(snapshot: Snapshot): void;
}

export function createSnapshotStore(): SnapshotStore {
  const byArn = new Map<string, Snapshot>();
  const places = new Map<string, Set<Snapshot>>();
  const sorted = new Map<string, readonly Snapshot[]>();

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
    count(place, test) {
      let count = 0;
      for (const snapshot of inPlace(place)) if (test(snapshot)) count += 1;
      return count;
    },
    add(snapshot) {
      byArn.set(snapshot.arn, snapshot);
      inPlace(snapshot).add(snapshot);
      sorted.delete(nameOf(snapshot));
    },
    remove(snapshot) {
      byArn.delete(snapshot.arn);
      inPlace(snapshot).delete(snapshot);
      sorted.delete(nameOf(snapshot));
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
