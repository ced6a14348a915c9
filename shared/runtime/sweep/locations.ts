import type { TargetLocation } from '../../policy/model/location.ts';
import type { Policy } from '../../policy/model/policy.ts';
import type { SweepRequest } from '../request/event.ts';

/**
 * The accounts and Regions of the policy, in its order; without any, `home`, which is asked for only then. The accounts
 * of organizations are among its targets once they are listed.
 */
export async function locationsOf(
  policy: Policy,
  home: () => Promise<TargetLocation>,
): Promise<readonly TargetLocation[]> {
  if (policy.targets.length === 0 && policy.organizations === undefined) return [await home()];
  return policy.targets.flatMap(({ regions, ...who }) => regions.map((region) => ({ ...who, region })));
}

export interface NarrowedLocations {
  readonly locations: readonly TargetLocation[];
  /** Accounts and Regions that were named and are no target. */
  readonly unmatched: readonly string[];
}

/**
 * The locations that the request names. A key that is missing narrows nothing. `known` are further locations that it may
 * name.
 */
export function narrowLocations(
  all: readonly TargetLocation[],
  request: SweepRequest,
  known: readonly TargetLocation[] = [],
): NarrowedLocations {
  const { accounts, regions } = request;
  const locations = all.filter(
    ({ account, region }) => (accounts?.includes(account) ?? true) && (regions?.includes(region) ?? true),
  );
  const named = [...all, ...known];
  return {
    locations,
    unmatched: [
      ...(accounts ?? []).filter((account) => !named.some((place) => place.account === account)),
      ...(regions ?? []).filter((region) => !named.some((place) => place.region === region)),
    ],
  };
}
