import type { Aspect } from '../model/actions.ts';
import type { Decision } from '../model/decision.ts';
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

/** The decision with the meaning of its reason. */
export function withMeaning<D extends Decision>(decision: D): D & { readonly meaning: string } {
  return { ...decision, meaning: meaningOf(decision.reason, decision.aspect) };
}
