import type { PowerRule } from '../../../shared/policy/model/policy.ts';
import type { StopFacts } from '../../../shared/policy/power/facts.ts';
import type { DecisionCase } from '../../support/decision-case.ts';

/** A stop or start of one cluster. */
export interface PowerCase extends DecisionCase {
  readonly power?: Partial<PowerRule>;
  /** `none`: they have not been read. */
  readonly facts?: Partial<StopFacts> | 'none';
}
