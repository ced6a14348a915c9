import type { RecoverySum } from './recovery.ts';

/** Sums over some time, for a cluster, a rule or a fleet. All hours are of clusters, not of instances. */
export interface Totals {
  readonly hoursUsed: number;
  readonly hoursIdle: number;
  /** Up, and nothing says whether somebody used it. */
  readonly hoursUp: number;
  readonly hoursStopped: number;
  /** Foretold: up or stopped, depending on use. */
  readonly hoursMaybe?: number;
  readonly hoursPaused: number;
  readonly hoursChanging: number;
  /** Hours of member instances that were not billed, stopped or paused. */
  readonly instanceHoursSaved: number;
  /** ACU, NCU or DCU hours. */
  readonly capacityHours: number;
  readonly starts: number;
  readonly stops: number;
  /** Use that met a stopped or starting cluster and found it up later, and how long it waited. */
  readonly lateStarts: number;
  readonly lateMinutes: number;
  /** Use that met a stopped cluster which did not come up while it lasted. */
  readonly deniedMinutes: number;
  readonly sevenDayRestarts: number;
  /** Hours up because of seven-day restarts, unused. */
  readonly hoursWastedByRestarts: number;
  readonly snapshots: number;
  readonly copies: number;
  readonly deletes: number;
  readonly streamGapMinutes: number;
  /** Restarts by changes of activity streams. */
  readonly streamRestarts: number;
  /** Newest recovery points over time in the Regions of the clusters; absent: nobody has followed them. */
  readonly recoveryAtHome?: RecoverySum;
  /** The same in other Regions, which have snapshots of theirs or should have some. */
  readonly recoveryAway?: RecoverySum;
  /** Absent: no prices were given. */
  readonly money?: Money;
}

/** US dollars at the prices that were given; a part whose price is unknown is in none of the sums. */
export interface Money {
  /** The bill with Dormouse, and the bill of the same fleet, always up. */
  readonly with: number;
  readonly without: number;
  /** `without` less `with`, less what is committed anyway, less the cost of Dormouse itself (of a fleet only). */
  readonly saved: number;
  /** Included in `with`: snapshots and copies that Dormouse made. */
  readonly snapshots: number;
  /** Included in `with`: snapshots and copies that were there before, as far as their sizes are known. */
  readonly earlierSnapshots: number;
  /** Not in `saved`: dollars that a commitment costs whether the cluster runs or not. */
  readonly committed: number;
  /** For a fleet or rule: the cost of Dormouse itself. */
  readonly dormouse?: number;
  /** Clusters whose prices are all known, of how many. */
  readonly known: number;
  readonly of: number;
}
