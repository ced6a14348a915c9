import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Policy, PowerRule } from '../../../shared/policy/model/policy.ts';
import type { Reason } from '../../../shared/policy/model/reasons.ts';
import type { StopFacts } from '../../../shared/policy/power/facts.ts';

/** A cluster that would be stopped as idle on a Saturday, but for what is said here. */
export interface StopCase {
  readonly name: string;
  readonly reason: Reason;
  readonly detail?: string;
  readonly cluster?: Partial<Cluster>;
  readonly power?: Partial<PowerRule>;
  readonly policy?: Partial<Policy>;
  /** `none`: they have not been read. */
  readonly facts?: Partial<StopFacts> | 'none';
  readonly now?: number;
}
