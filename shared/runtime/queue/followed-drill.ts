import type { Location } from '../../policy/model/location.ts';
import { type EpochMs, HOUR_MS } from '../../policy/time/units.ts';

/** A restore drill that is looked at every minute until it is over: `account` and `region` are those of its place. */
export interface FollowedDrill extends Location {
  /** DBClusterIdentifier of the source. */
  readonly cluster: string;
  readonly id: string;
  /** When the drill began. */
  readonly since: EpochMs;
}

/** A drill that takes longer waits for people, and the schedule of the function is often enough. */
const FOLLOWED_FOR_MS = 24 * HOUR_MS;

/** Whether a drill that began at `since` is still looked at every minute. */
export function isFollowed({ since }: FollowedDrill, now: EpochMs): boolean {
  return now - since < FOLLOWED_FOR_MS;
}

/** The body of the message about a drill. */
export function drillBody({ account, region, cluster, id, since }: FollowedDrill): string {
  const drill = { account, region, cluster, id, since: new Date(since).toISOString() };
  return JSON.stringify({ drill });
}
