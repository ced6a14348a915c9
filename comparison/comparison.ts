import type { Act } from '../backtest/act.ts';
import type { CommandKind } from '../shared/policy/model/actions.ts';
import type { Mode } from '../shared/policy/model/policy.ts';
import type { SnapshotQuotaUse } from '../timeline/recovery.ts';
import type { Timeline } from '../timeline/timeline.ts';
import type { Totals } from '../timeline/totals.ts';

/** A policy as it was simulated. */
export interface Side {
  /** The mode that its file says; both are simulated as if they said enforce. */
  readonly mode: Mode;
  readonly timeline: Timeline;
  /** Every act, in the order of time. */
  readonly acts: readonly Act[];
}

/**
 * - `same`: both policies make the same acts at the same times.
 * - `different`: they do not.
 * - `more-dangerous`: in addition, the new one stops, restarts or deletes where the old one did not, or keeps less.
 */
export type Verdict = 'same' | 'different' | 'more-dangerous';

/** The difference between two policies on the same fleet over the same time. */
export interface Comparison {
  readonly version: 1;
  readonly verdict: Verdict;
  readonly old: ComparedPolicy;
  readonly new: ComparedPolicy;
  readonly fleet: string;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly timezone: string;
  /** The new mode lets Dormouse act where the old one only observed. */
  readonly isEnforcedNow: boolean;
  /** All clusters of the fleet. */
  readonly of: number;
  /** Only those that differ, the dangerous ones first. */
  readonly clusters: readonly ClusterDifference[];
  /** Of both simulations; those of one begin with `Old policy:` or `New policy:`. */
  readonly notes: readonly string[];
}

export interface ComparedPolicy {
  readonly policy: string;
  readonly mode: Mode;
  readonly totals: Totals;
  readonly snapshotQuotas: readonly SnapshotQuotaUse[];
  /** A sweep of its simulation failed, so acts may be missing. */
  readonly hasFailed?: true;
}

/** The difference between two policies for one cluster. */
export interface ClusterDifference {
  readonly arn: string;
  readonly id: string;
  readonly account: string;
  readonly region: string;
  /** The rule of the aspect power that decides. */
  readonly rule: { readonly old?: string; readonly new?: string };
  /** `newly`: only the new policy acts on it; `no-longer`: only the old one. */
  readonly touched: 'newly' | 'no-longer' | 'by-both';
  /** Acts of each kind, by each policy; kinds of which all acts are the same are left out. */
  readonly acts: readonly ActCounts[];
  /** Sentences without a subject; empty: nothing is more dangerous. */
  readonly dangers: readonly string[];
  readonly totals: { readonly old: Totals; readonly new: Totals };
}

export interface ActCounts {
  readonly kind: CommandKind;
  readonly old: number;
  readonly new: number;
  /** Those that the other policy does not make at that time. */
  readonly onlyOld: number;
  readonly onlyNew: number;
}
