import type { Mode } from '../../policy/model/policy.ts';
import type { Reason } from '../../policy/model/reasons.ts';
import type { SnapshotQuota } from '../../policy/model/snapshot.ts';
import type { InHours } from '../../policy/power/in-hours.ts';
import type { UnreadyCluster } from '../../policy/recovery/drill/unready.ts';
import type { ProvenAge } from '../../policy/recovery/evidence/proven-age.ts';
import type { RecoveryPoint } from '../../policy/snapshots/recovery-point.ts';
import type { MeasuredGap, OverriddenStream, StreamGap } from '../../policy/streams/stream.ts';
import type { Fault, Outcome, OutcomeStatus } from './outcome.ts';

/** Measurements of an account and Region. */
export interface Measures {
  /** Absent when it was not asked for. */
  readonly quota?: SnapshotQuota;
  readonly inHours?: InHours;
  readonly recoveryPoints?: readonly RecoveryPoint[];
  readonly streamGaps?: readonly MeasuredGap[];
  readonly overriddenStreams?: readonly OverriddenStream[];
  readonly provenAges?: readonly ProvenAge[];
  /** ARNs of clusters that restore drills should have deleted long ago. */
  readonly overdueDrills?: readonly string[];
  readonly unreadyClusters?: readonly UnreadyCluster[];
}

/** The result for one account and Region. */
export interface ScopeResult {
  readonly account: string;
  readonly region: string;
  /** False: it could not be read in full, so nothing that depends on the missing part was done there. */
  readonly ok: boolean;
  /** ISO instant of AWS's clock at which the clusters were listed. */
  readonly observedAt?: string;
  /** How many clusters were read. */
  readonly clusters: number;
  /**
   * Why it could not be read in full; with `ok`, why nothing has been known of some clusters for long, or of any in a new
   * account.
   */
  readonly fault?: Fault;
  /** How many changes were due and how many the breaker under `limits` allows, so that none was made. */
  readonly breaker?: string;
  readonly quota?: SnapshotQuota;
  /** How many clusters should be up by their hours, and how many of them are not. Absent: the function does not ask. */
  readonly inHours?: InHours;
  /** Why what happened there could not be reported. */
  readonly undelivered?: Fault;
}

/** How many outcomes there are of each status and for each reason. */
export interface Summary {
  readonly status: Readonly<Partial<Record<OutcomeStatus, number>>>;
  readonly reason: Readonly<Partial<Record<Reason, number>>>;
}

/** The result of a run: every decision with its reason and its outcome. */
export interface SweepResult {
  readonly function: string;
  /** The mode that the run had: enforce only if neither the policy nor the payload says observe. */
  readonly mode: Mode;
  /** ISO instant at which the run began, by AWS's clock if anything was read. */
  readonly at: string;
  readonly ok: boolean;
  readonly summary: Summary;
  readonly scopes: readonly ScopeResult[];
  /** Why the accounts of an organization are not among the scopes. Absent: they are, or the policy names none. */
  readonly unlisted?: Fault;
  readonly outcomes: readonly Outcome[];
  /** How far back each cluster would fall in each destination. Absent: the function does not copy. */
  readonly recoveryPoints?: readonly RecoveryPoint[];
  /** Clusters whose activity stream should run and does not, or not as declared. Absent: the function does not toggle any. */
  readonly streamGaps?: readonly StreamGap[];
  /** Clusters whose activity stream follows an override and not its rule. Absent: as above. */
  readonly overriddenStreams?: readonly OverriddenStream[];
  /** How long clusters have not been proven to be restorable. Absent: the function has no restore drills. */
  readonly provenAges?: readonly ProvenAge[];
  /** ARNs of clusters that restore drills should have deleted long ago. Absent: as above. */
  readonly overdueDrills?: readonly string[];
  /** Clusters with something in the way of a restore. Absent: the run did not look, which it does once an hour. */
  readonly unreadyClusters?: readonly UnreadyCluster[];
  /** How many outcomes are counted but not listed, to keep the answer within what Lambda can send. */
  readonly omitted: number;
  /** Clusters, accounts and Regions that the payload names and that do not exist. */
  readonly unmatched: readonly string[];
  readonly warnings: readonly string[];
}
