import type { AwsScope } from '../../aws/client/aws-scope.ts';
import { classify } from '../../aws/client/faults.ts';
import { type Act, type Decision, leaveInstead } from '../../policy/model/decision.ts';
import type { Mode, Policy } from '../../policy/model/policy.ts';
import { isObserved } from '../../policy/rules/rule-mode.ts';
import { toFault } from './fault.ts';
import type { Outcome, OutcomeStatus } from './outcome.ts';
import type { Recipe } from './recipe.ts';

const outOfTime = { reason: 'out-of-time', detail: 'it was due, and no time was left for it' } as const;

/** What carrying out decisions depends on, besides the decision. */
export interface ActDeps {
  readonly recipe: Pick<Recipe, 'act'>;
  readonly mode: Mode;
  readonly policy: Pick<Policy, 'rules'>;
  /** Asked before each act. */
  outOfTime(): boolean;
}

/**
 * Carries out one decision and says what became of it. The only place that calls `recipe.act`: never in observe mode, of
 * the policy or of the rule, and never without time left. Throws nothing: a failure is an outcome of this target and of no other.
 */
export async function carryOut(acting: ActDeps, scope: AwsScope, decision: Decision): Promise<Outcome> {
  if (decision.verdict === 'leave') return { decision, status: 'left' };
  if (acting.mode === 'observe' || isObserved(acting.policy, decision))
    return { decision, status: 'planned' };
  if (acting.outOfTime()) return { decision: leaveInstead(decision, outOfTime), status: 'left' };
  try {
    await acting.recipe.act(scope, decision.command);
    return { decision, status: 'done' };
  } catch (error) {
    const status = statusOf(error, decision);
    return status === 'already' ? { decision, status } : { decision, status, fault: toFault(error) };
  }
}

/**
 * An error that is not AWS's is a bug: nothing is known of its effect, so it never passes for a conflict. Nor does what
 * AWS refuses for the second time, because nothing has changed in between.
 */
function statusOf(error: unknown, { refusedAt }: Act): OutcomeStatus {
  const kind = classify(error)?.kind;
  if (kind === 'conflict' && refusedAt !== undefined) return 'failed';
  return kind === undefined || kind === 'fatal' ? 'failed' : kind;
}
