import type { Location } from '../../model/location.ts';
import type { Policy } from '../../model/policy.ts';
import { mayMatchIn } from '../../rules/match.ts';
import type { EpochMs } from '../../time/units.ts';

/**
 * Where drills restore: every target, because its clusters are decided on there, and every other Region under `where` of
 * a rule that may match clusters of the account. A place is reached in the way of the account's first target.
 */
export function drillLocations<P extends Location>(policy: Policy, targets: readonly P[]): P[] {
  const others = [...Map.groupBy(targets, ({ account }) => account)].flatMap(([account, [first, ...rest]]) =>
    first === undefined
      ? []
      : elsewhere(policy)
          .filter((region) => ![first, ...rest].some((own) => own.region === region))
          .map((region) => ({ ...first, region }))
          .filter((place) => drillSources(policy, { ...place, account }, targets).length > 0),
  );
  return [...targets, ...others];
}

/** The other Regions of the account whose clusters some rule restores in a place. */
export function drillSources(policy: Policy, place: Location, targets: readonly Location[]): string[] {
  const regions = targets.filter(({ account }) => account === place.account).map(({ region }) => region);
  return [...new Set(regions)].filter(
    (region) =>
      region !== place.region &&
      policy.rules.some(
        ({ match, recovery }) =>
          recovery?.drill.where.includes(place.region) && mayMatchIn(match, { ...place, region }),
      ),
  );
}

/** Whether any rule wants drills; without one, only those under way matter. */
export function hasDrills({ rules }: Pick<Policy, 'rules'>): boolean {
  return rules.some(({ recovery }) => recovery !== undefined);
}

/** From when on it matters which drills are over: the longest period of any rule. */
export function drillsSince({ rules }: Pick<Policy, 'rules'>, now: EpochMs): EpochMs {
  return now - Math.max(0, ...rules.map(({ recovery }) => recovery?.drill.everyMs ?? 0));
}

function elsewhere({ rules }: Policy): string[] {
  return [...new Set(rules.flatMap(({ recovery }) => recovery?.drill.where ?? []))].filter(
    (where) => where !== 'source',
  );
}
