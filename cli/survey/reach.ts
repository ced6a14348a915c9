import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Listings } from '../../shared/runtime/sweep/listings.ts';
import { isUnreachable, Unreachable } from '../errors/explain-error.ts';

/** Reads accounts and Regions, and waits only once for one that does not answer. */
export interface Reach {
  /** @throws Unreachable, at once if there has been no answer before. */
  ask<T>(place: TargetLocation, read: () => Promise<T>): Promise<T>;
  /** The same for listings of other accounts and Regions than the one that is read. */
  through(listings: Listings): Listings;
}

/** Without it, each function would wait again for all timeouts and attempts of the SDK, up to minutes. */
export function createReach(): Reach {
  const answered = new Set<string>();
  const lost = new Map<string, Unreachable>();

  async function ask<T>({ account, region }: TargetLocation, read: () => Promise<T>): Promise<T> {
    const place = `${account} ${region}`;
    const before = lost.get(place);
    if (before) throw before;
    try {
      const answer = await read();
      answered.add(place);
      return answer;
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      const unreachable = new Unreachable(error);
      // Where one service has answered, another does not, which some functions can do without.
      if (!answered.has(place)) lost.set(place, unreachable);
      throw unreachable;
    }
  }

  return {
    ask,
    through: ({ clusters, members, snapshots, manualSnapshots }) => ({
      clusters: (scope) => ask(scope, () => clusters(scope)),
      members: (scope) => ask(scope, () => members(scope)),
      snapshots: (scope) => ask(scope, () => snapshots(scope)),
      manualSnapshots: (scope) => ask(scope, () => manualSnapshots(scope)),
    }),
  };
}
