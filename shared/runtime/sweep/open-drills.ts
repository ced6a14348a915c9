import type { DrillStore } from '../../aws/evidence/drill-store.ts';
import { isSamePlace, type Location, type TargetLocation } from '../../policy/model/location.ts';
import { toFault } from './fault.ts';
import type { Fault } from './outcome.ts';
import { firstOf } from './summary.ts';
import type { ScopeSweep } from './sweep.ts';

/** Where a run looks, for recipes that have restore drills. */
export interface DrillLocations {
  readonly locations: readonly TargetLocation[];
  /** Places of drills under way whose accounts have left the policy, so that nobody can clean up there. */
  readonly abandoned: readonly Location[];
}

/**
 * The accounts and Regions of a run, and those that have restore drills under way although the policy no longer names the
 * Region: somebody has to clean up.
 */
export async function withOpenDrills(
  own: readonly TargetLocation[],
  targets: readonly TargetLocation[],
  drills: DrillStore | undefined,
): Promise<DrillLocations> {
  const places = (await drills?.places()) ?? [];
  const others = places
    .filter((place) => !own.some((one) => isSamePlace(one, place)))
    .map((place) => ({ place, target: targets.find(({ account }) => account === place.account) }));
  return {
    locations: [
      ...own,
      ...others.flatMap(({ place, target }) => (target ? [{ ...target, region: place.region }] : [])),
    ],
    abandoned: others.flatMap(({ place, target }) => (target ? [] : [place])),
  };
}

/** The result for a place that cannot be looked at: a failure, and each cluster of its drills is left over. */
export async function abandonedScope(
  { account, region }: Location,
  drills: DrillStore | undefined,
): Promise<ScopeSweep> {
  const failed = (fault: Fault) => ({ account, region, ok: false, clusters: 0, fault });
  try {
    const open = (await drills?.open({ account, region })) ?? [];
    const names = open.map(({ record }) => record.restored.cluster);
    const fault = {
      name: 'DrillAbandoned',
      message: `the account has left the policy while restore drills are under way there: ${firstOf(names)}; put it back under targets until they are cleaned up`,
    };
    const overdueDrills = open.map(({ record }) => record.restored.arn);
    return { scope: failed(fault), outcomes: [], matched: [], overdueDrills };
  } catch (error) {
    return { scope: failed(toFault(error)), outcomes: [], matched: [] };
  }
}
