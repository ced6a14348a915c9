import pMap from 'p-map';
import { defined } from '../../shared/defined.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { type ClusterReadiness, decideReadiness } from '../../shared/policy/recovery/readiness/decide.ts';
import { questionsOf } from '../../shared/policy/recovery/readiness/needs.ts';
import { placeKey, restorables } from '../../shared/policy/recovery/readiness/restore-points.ts';
import { pruneLocations } from '../../shared/policy/snapshots/locations.ts';
import { readRestorePlace } from '../../shared/runtime/read/restore-place.ts';
import { explainError } from '../errors/explain-error.ts';
import type { Progress } from '../terminal/progress.ts';
import { type ReadPlaceOf, readFleet, type Unread } from './restore-fleet.ts';

/** Whether each cluster could be restored, and what could not be read. */
export interface FoundReadiness {
  readonly clusters: readonly ClusterReadiness[];
  readonly unread: readonly Unread[];
}

/** The targets, and the Regions that their snapshots are copied to. */
export function restorePlaces(policy: Policy, locations: readonly TargetLocation[]): ReadPlaceOf[] {
  const targets = new Set(locations.map(placeKey));
  const all = new Map(pruneLocations(policy, locations).map((place) => [placeKey(place), place]));
  return [...all].map(([key, place]) => ({ place, isTarget: targets.has(key) }));
}

/** The readiness of all clusters of these places, as if the Region `lost` were. Only reads. */
export async function findReadiness(
  places: readonly ReadPlaceOf[],
  caller: { readonly account: string },
  lost: string | undefined,
  progress: Progress,
): Promise<FoundReadiness> {
  const { fleet, scopes, now, unread } = await readFleet(places, caller, lost, progress);
  const all = restorables(fleet, lost);
  const asked = await pMap(
    questionsOf(all),
    async (questions) => {
      const scope = scopes.get(placeKey(questions));
      progress.waitFor(placeKey(questions));
      return scope === undefined ? [] : [await readRestorePlace(scope, questions, { explain: explainError })];
    },
    { concurrency: 4 },
  );
  const unlisted = unread.filter(({ what }) => what === 'snapshots');
  const clusters = decideReadiness({
    ...{ restorables: all, places: asked.flat(), now, unlisted },
    ...defined({ lost }),
  });
  return { clusters, unread };
}
