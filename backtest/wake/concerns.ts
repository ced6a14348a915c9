import { isSamePlace, type Location } from '../../shared/policy/model/location.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { CAPACITY_TAG, POWER_TAG, STREAM_TAG, WARNED_TAG } from '../../shared/policy/model/tags.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import type { Look } from './next-look.ts';
import { mayAct } from './power-times.ts';

/** Something that a later read shows differently. */
export type Change =
  | { readonly kind: 'state' }
  | { readonly kind: 'tags'; readonly of: 'cluster' | 'snapshot'; readonly keys: readonly string[] }
  | SnapshotChange;

/** A snapshot has got a status, or has gone. */
export interface SnapshotChange extends Location {
  readonly kind: 'snapshot';
  readonly arn: string;
  readonly type: string;
  readonly status: string;
  readonly isGone: boolean;
}

/** Tags that Dormouse writes and that only some recipes read. */
const readers = new Map<string, readonly string[]>([
  [POWER_TAG, ['start-clusters', 'stop-idle-clusters']],
  [STREAM_TAG, ['toggle-activity-streams', 'stop-idle-clusters']],
  [CAPACITY_TAG, ['scale-capacity']],
  [WARNED_TAG, ['stop-idle-clusters']],
]);

export const ofSnapshots: ReadonlySet<string> = new Set(['copy-snapshots', 'prune-snapshots']);

/** Tells whether a recipe may decide something else about a cluster after a change: whether it may find something to do. */
export function concerned(change: Change, cluster: Cluster): (recipe: string) => boolean {
  switch (change.kind) {
    case 'state':
      return (recipe) => {
        if (ofSnapshots.has(recipe) || (recipe === 'scale-capacity' && cluster.capacities === undefined))
          return false;
        return mayAct(recipe, cluster);
      };
    case 'tags': {
      // Only Dormouse tags snapshots, and whoever did looks again.
      if (change.of === 'snapshot') return () => false;
      const isOfPower = change.keys.every((key) => key === POWER_TAG);
      return (recipe) =>
        (!isOfPower || mayAct(recipe, cluster)) &&
        change.keys.some((key) => readers.get(key)?.includes(recipe) ?? true);
    }
    case 'snapshot': {
      const recipes = snapshotReaders(change, cluster);
      return (recipe) => recipes.includes(recipe);
    }
  }
}

/**
 * A snapshot that is being made is looked at by whoever makes it. What is copied, and what is there to be copied, decides
 * whether an older one still has to be, and so whether that may be deleted.
 */
function snapshotReaders(
  { account, region, type, status, isGone }: SnapshotChange,
  cluster: Cluster,
): readonly string[] {
  // AWS deletes automated snapshots itself, and whether others are kept does not depend on them.
  if (type !== 'manual') return status === 'creating' && !isGone ? [] : ['copy-snapshots'];
  const readers = ['copy-snapshots', 'prune-snapshots'];
  // Of complete ones the newest stays, so none that goes is missed.
  const isMissed = status === 'failed' && isSamePlace(cluster, { account, region });
  if (isMissed) return [...readers, 'create-snapshots'];
  if (isGone) return readers;
  if (status === 'copying') return ['prune-snapshots'];
  return status === 'creating' ? [] : readers;
}

/** Whether rules may depend on tags that Dormouse writes itself, so that each of them concerns everybody. */
export function matchesOwnTags({ rules, protect }: Policy): boolean {
  return [...rules.map(({ match }) => match), ...protect].some(({ tags }) =>
    Object.keys(tags ?? {}).some((key) => key.startsWith('dormouse:')),
  );
}

/** Whether nothing but a change of the cluster's tags can give the recipe something to do about it. */
export function isUnruled({ policy, recipe, described, outcomes }: Look): boolean {
  if (described === undefined) return false;
  const snapshots = settingsOf(policy, described, 'snapshots')?.settings;
  switch (recipe) {
    case 'create-snapshots':
      return snapshots?.create === undefined;
    case 'copy-snapshots':
      return snapshots?.copy === undefined;
    case 'prune-snapshots':
      return (
        snapshots === undefined &&
        settingsOf(policy, described, 'power')?.settings.snapshotFirst !== true &&
        outcomes.every(({ decision }) => decision.reason === 'not-ours')
      );
    default:
      return outcomes.every(({ decision }) => decision.rule === undefined);
  }
}
