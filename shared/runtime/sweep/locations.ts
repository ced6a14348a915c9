import type { Policy } from '../../policy/model/policy.ts';
import type { SweepRequest } from '../request/event.ts';

/** One account and Region, and how to get in. */
export interface Place {
  readonly account: string;
  readonly region: string;
  /** Absent: the caller's own credentials. */
  readonly role?: string;
  readonly externalId?: string;
}

/** The accounts and Regions of the policy, in its order; without any, `home`, which is asked for only then. */
export async function placesOf(policy: Policy, home: () => Promise<Place>): Promise<readonly Place[]> {
  if (policy.targets.length === 0) return [await home()];
  return policy.targets.flatMap(({ regions, ...who }) => regions.map((region) => ({ ...who, region })));
}

export interface NarrowedPlaces {
  readonly places: readonly Place[];
  /** Accounts and Regions that were named and are no target. */
  readonly unmatched: readonly string[];
}

/**
 * Those places that the request names. What it does not name at all it does not narrow. `known` are places that it may
 * name besides.
 */
export function narrowPlaces(
  all: readonly Place[],
  request: SweepRequest,
  known: readonly Place[] = [],
): NarrowedPlaces {
  const { accounts, regions } = request;
  const places = all.filter(
    ({ account, region }) => (accounts?.includes(account) ?? true) && (regions?.includes(region) ?? true),
  );
  const named = [...all, ...known];
  return {
    places,
    unmatched: [
      ...(accounts ?? []).filter((account) => !named.some((place) => place.account === account)),
      ...(regions ?? []).filter((region) => !named.some((place) => place.region === region)),
    ],
  };
}
