import type { Aspect } from '../model/actions.ts';
import { type Reason, reasonRow } from '../model/reasons.ts';

/**
 * The meaning of a reason in a decision about one aspect, for people.
 *
 * @example
 * meaningOf('no-rule', 'power') // 'no rule with power matches'
 */
export function meaningOf(reason: Reason, aspect: Aspect): string {
  return reason === 'no-rule' ? `no rule with ${aspect} matches` : reasonRow(reason).text;
}
