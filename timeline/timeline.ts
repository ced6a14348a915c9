import type { Mode } from '../shared/policy/model/policy.ts';
import type { RecoveryAge, SnapshotQuotaUse } from './recovery.ts';
import type { Totals } from './totals.ts';

/**
 * The course of a fleet over some time, cluster by cluster: simulated, foretold, or past. `npm start`, `simulate`,
 * `forecast` and `report` write it as JSON; the page shows it, and `compare` compares two of them.
 */
export interface Timeline {
  readonly version: 1;
  readonly kind: 'day' | 'simulation' | 'forecast' | 'report';
  /** The policy and the fleet, as the user named them. */
  readonly policy: string;
  readonly fleet: string;
  readonly mode: Mode;
  /** ISO 8601; every minute below counts from here. */
  readonly from: string;
  readonly to: string;
  /** IANA name of the zone in which times are shown. */
  readonly timezone: string;
  readonly totals: Totals;
  /** By rule of the aspect power, in the order of the policy. */
  readonly rules: readonly { readonly rule: string; readonly clusters: number; readonly totals: Totals }[];
  readonly clusters: readonly ClusterTimeline[];
  /** Where there are manual snapshots, the fullest place first; of a simulation only. */
  readonly snapshotQuotas?: readonly SnapshotQuotaUse[];
  /** Each sentence once; marks name it by its number. */
  readonly texts: readonly string[];
  /** A sweep of the simulation failed, so acts may be missing; `notes` say which and why. */
  readonly hasFailed?: true;
  /** Sentences for people about the whole: what is unknown, what was left out, what a figure does not count. */
  readonly notes: readonly string[];
}

/** The course of one cluster. */
export interface ClusterTimeline {
  readonly arn: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  readonly engine: string;
  readonly instances: number;
  readonly tags: Readonly<Record<string, string>>;
  /** The rule of the aspect power that decides; absent when none matches. */
  readonly rule?: string;
  readonly power: Lane<PowerState>;
  /** The activity stream; absent where no rule decides it. */
  readonly stream?: Lane<StreamState>;
  /** Limits of its serverless capacity in ACU, NCU or DCU; absent for a provisioned cluster. */
  readonly capacity?: Lane<{ readonly min: number; readonly max: number }>;
  /** The serverless capacity in use, in the same unit. */
  readonly units?: Lane<number>;
  /** Age of the newest complete recovery point at the end, in hours, for each Region that has one. */
  readonly recoveryPoints?: Readonly<Record<string, number>>;
  /** Its newest recovery points over time, its own Region first; of a simulation only. */
  readonly recovery?: readonly RecoveryAge[];
  /** In the order of time. */
  readonly marks: readonly Mark[];
  /** The reason that says most about its course. */
  readonly why?: { readonly reason: string; readonly detail: string };
  readonly totals: Totals;
}

/** Changes in the order of time, each as the minute and the value from then on; the first is of minute 0. */
export type Lane<T> = readonly (readonly [minute: number, value: T])[];

/**
 * - `used`: up, and somebody uses it.
 * - `idle`: up, and nobody does.
 * - `up`: up, and nothing says whether somebody uses it.
 * - `stopped`: AWS bills no instances.
 * - `paused`: serverless, at a capacity of 0.
 * - `changing`: on its way up or down, or out of order.
 * - `maybe`: foretold as up or stopped, depending on use.
 * - `absent`: not created yet, or deleted.
 */
export type PowerState = 'used' | 'idle' | 'up' | 'stopped' | 'paused' | 'changing' | 'maybe' | 'absent';

/** `missing`: it should run as declared, and does not. */
export type StreamState = 'on' | 'off' | 'missing' | 'changing';

/** Something that happens at a minute. */
export interface Mark {
  readonly minute: number;
  readonly kind: MarkKind;
  /** `unknown`: nothing records it any more. */
  readonly by: 'dormouse' | 'aws' | 'people' | 'unknown';
  /** The reason's slug, for an act of Dormouse. */
  readonly reason?: string;
  readonly rule?: string;
  /** How long it lasts, in minutes: of a late start, how long somebody waited. */
  readonly minutes?: number;
  /** Foretold: it depends on use whether, and from this minute on when, it happens. */
  readonly maybe?: true;
  /** The number of its sentence in `texts`. */
  readonly text?: number;
  /** The Region that a copy goes to, or in which a snapshot is deleted. */
  readonly region?: string;
}

export type MarkKind =
  | 'stop'
  | 'start'
  | 'late-start'
  | 'denied'
  | 'seven-day-restart'
  | 'snapshot'
  | 'copy'
  | 'delete-snapshot'
  | 'start-stream'
  | 'stop-stream'
  | 'capacity'
  | 'restart'
  | 'failed'
  /** A maintenance window of the cluster begins. */
  | 'maintenance'
  /** A hold or an override ends. */
  | 'expires'
  | 'by-hand';
