import { type Location, placeName } from '../../shared/policy/model/location.ts';
import { isAttemptTag } from '../../shared/policy/snapshots/copy-attempts.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import type { Change, SnapshotChange } from './concerns.ts';
import type { Lasting, Taken } from './lasting.ts';
import { lastingCopies } from './lasting-copies.ts';
import { lastingPrunes } from './lasting-prunes.ts';
import type { Look } from './next-look.ts';

/** The last decisions about the snapshots of clusters, in each account and Region, for as long as they cannot be others. */
export interface Kept {
  /** Something about the cluster has changed, which reads show from `visibleAt` (ms) on. */
  change(cluster: Cluster, change: Change, visibleAt: EpochMs): void;
  /** A recipe has seen this in an account and Region; `all`: the snapshots of the cluster everywhere. */
  note(look: Look, place: Location, all: Iterable<Taken>): void;
  /** The clusters about which a recipe may decide something else in an account and Region at `at` (ms). */
  others(recipe: string, clusters: ReadonlySet<Cluster>, place: Location, at: EpochMs): ReadonlySet<Cluster>;
}

interface Entry {
  readonly until: EpochMs;
  readonly needed: ReadonlySet<string>;
}

/** Stands for all places. */
const EVERYWHERE = '';

export function createKept(): Kept {
  const recipes = new Map([
    ['copy-snapshots', createMemory(lastingCopies)],
    ['prune-snapshots', createMemory(lastingPrunes)],
  ]);
  return {
    change(...changed) {
      for (const memory of recipes.values()) memory.change(...changed);
    },
    note: (look, ...seen) => recipes.get(look.recipe)?.note(look, ...seen),
    others: (recipe, clusters, place, at) => recipes.get(recipe)?.others(clusters, place, at) ?? clusters,
  };
}

function createMemory({ lastsUntil, whereCounts, needed }: Lasting) {
  /** By cluster and place, from when on (ms) reads show the last change that counts. */
  const changes = new Map<Cluster, Map<string, EpochMs>>();
  const kept = new Map<Cluster, Map<string, Entry>>();

  /** Whether reads at `at` (ms) show every change so far. */
  function isUpToDate(cluster: Cluster, name: string, at: EpochMs): boolean {
    const own = changes.get(cluster);
    return [name, EVERYWHERE].every((where) => (own?.get(where) ?? at) <= at);
  }

  function isNeeded(cluster: Cluster, { arn, isGone }: SnapshotChange): boolean {
    return isGone && [...(kept.get(cluster)?.values() ?? [])].some((entry) => entry.needed.has(arn));
  }

  /** Where a change counts. */
  function placeOf(cluster: Cluster, change: Change): Location | 'everywhere' | undefined {
    switch (change.kind) {
      case 'state':
        return 'everywhere';
      case 'tags':
        return change.of === 'snapshot' && change.keys.every(isAttemptTag) ? undefined : 'everywhere';
      case 'snapshot':
        return isNeeded(cluster, change) ? 'everywhere' : whereCounts(change, cluster);
    }
  }

  return {
    change(cluster: Cluster, change: Change, visibleAt: EpochMs): void {
      const where = placeOf(cluster, change);
      if (where === undefined) return;
      const name = where === 'everywhere' ? EVERYWHERE : placeName(where);
      if (name === EVERYWHERE) kept.delete(cluster);
      else kept.get(cluster)?.delete(name);
      const own = changes.get(cluster) ?? new Map<string, EpochMs>();
      changes.set(cluster, own.set(name, Math.max(visibleAt, own.get(name) ?? visibleAt)));
    },
    note(look: Look, place: Location, all: Iterable<Taken>): void {
      const { cluster, now } = look;
      const name = placeName(place);
      const until = lastsUntil(look, all);
      if (until === undefined || !isUpToDate(cluster, name, now)) return;
      const own = kept.get(cluster) ?? new Map<string, Entry>();
      kept.set(cluster, own.set(name, { until, needed: needed(look) }));
    },
    others(clusters: ReadonlySet<Cluster>, place: Location, at: EpochMs): ReadonlySet<Cluster> {
      const name = placeName(place);
      return new Set([...clusters].filter((cluster) => at >= (kept.get(cluster)?.get(name)?.until ?? at)));
    },
  };
}
