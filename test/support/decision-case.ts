import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { Reason } from '../../shared/policy/model/reasons.ts';

/** One row of the table of a decision: what differs from the usual world of that table, and what is decided then. */
export interface DecisionCase {
  readonly name: string;
  readonly reason: Reason;
  /** A part of the detail. */
  readonly detail?: string;
  readonly cluster?: Partial<Cluster>;
  readonly policy?: Partial<Policy>;
  readonly now?: number;
}
