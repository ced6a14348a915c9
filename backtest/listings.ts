import { toSnapshot } from '../shared/aws/read/snapshots.ts';
import type { Snapshot as Described } from '../shared/policy/model/snapshot.ts';
import { createListings, type Listings } from '../shared/runtime/sweep/listings.ts';
import { percentOf, type Snapshot, visibleStatus } from '../simulator/rds/snapshots/snapshot.ts';
import { toDBClusterSnapshot } from '../simulator/rds/snapshots/snapshot-shape.ts';
import type { SnapshotStore } from '../simulator/rds/snapshots/snapshot-store.ts';

/** A snapshot as reads show it, for as long as they show the same. */
interface Seen {
  readonly status: string;
  readonly percent: number;
  readonly tags: string;
  readonly described: Described;
}

/**
 * The listings of each run. A snapshot that has not changed is the same object in all of them, so that what is found out
 * about it, such as whose it is, is found out once.
 */
export function rememberedListings(snapshotStore: SnapshotStore, now: () => number): () => Listings {
  const known = new WeakMap<Snapshot, Seen>();

  function describe(snapshot: Snapshot, at: number): Described {
    const status = visibleStatus(snapshot, at);
    const percent = percentOf(snapshot, at);
    const tags = textOf(snapshot.tags);
    const seen = known.get(snapshot);
    if (seen?.status === status && seen.percent === percent && seen.tags === tags) return seen.described;
    const described = toSnapshot(toDBClusterSnapshot(snapshot, at), snapshot, at);
    known.set(snapshot, { status, percent, tags, described });
    return described;
  }

  function list(place: Parameters<Listings['snapshots']>[0], types: readonly string[]) {
    const observedAt = now();
    const snapshots = snapshotStore
      .list(place)
      .filter(({ type, visibleFrom }) => types.includes(type) && visibleFrom <= observedAt)
      .map((snapshot) => describe(snapshot, observedAt))
      .sort((a, b) => (a.arn < b.arn ? -1 : 1));
    return Promise.resolve({ snapshots, observedAt });
  }

  return () => ({
    ...createListings(),
    snapshots: (scope) => list(scope, ['automated', 'manual']),
    manualSnapshots: (scope) => list(scope, ['manual']),
  });
}

function textOf(tags: ReadonlyMap<string, string>): string {
  let text = '';
  for (const [key, value] of tags) text += `${key}=${value}\n`;
  return text;
}
