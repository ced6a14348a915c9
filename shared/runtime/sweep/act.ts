import pMap from 'p-map';
import type { AwsScope } from '../../aws/client/aws-scope.ts';
import { classify } from '../../aws/client/faults.ts';
import { type Act, type Decision, type Skip, skipInstead } from '../../policy/model/decision.ts';
import type { Mode, Policy } from '../../policy/model/policy.ts';
import { isObserved } from '../../policy/rules/rule-mode.ts';
import { MINUTE_MS } from '../../policy/time/units.ts';
import { toFault } from './fault.ts';
import type { Outcome, OutcomeStatus } from './outcome.ts';
import type { Recipe, RunContext } from './recipe.ts';

const outOfTime = {
  reason: 'out-of-time',
  detail: 'it was due, but the run had no time left; the next sweep decides again',
} as const;

/** A cluster that was idle, or used little, may be in use again this long after its metrics were read. */
const MAX_USE_AGE_MS = 2 * MINUTE_MS;

const outdated = {
  reason: 'out-of-time',
  detail: 'its facts were read more than 2 minutes ago; the next sweep decides again',
} as const;

/** Dependencies of carrying out a decision. */
export interface ActDeps {
  readonly recipe: Pick<Recipe, 'act'>;
  readonly run?: Pick<RunContext, 'drills'>;
  readonly mode: Mode;
  readonly policy: Pick<Policy, 'rules'>;
  /** Whether events can be sent. Absent: nobody is warned of anything. */
  readonly canWarn?: boolean;
  /** Asked before each act. */
  outOfTime(): boolean;
  /** Milliseconds since the world was read that was decided on. */
  ageMs(): number;
}

/**
 * Carries out decisions, at most `concurrency` at a time, and says what became of each, in their order. Skips that leave no
 * trace take no turn.
 */
export async function carryOutAll(
  acting: ActDeps,
  scope: AwsScope,
  decisions: readonly Decision[],
  concurrency: number,
): Promise<Outcome[]> {
  const open = decisions.filter((decision) => !isMereSkip(decision));
  const carriedOut = await pMap(open, (decision) => carryOut(acting, scope, decision), { concurrency });
  const became = new Map(open.map((decision, index) => [decision, carriedOut[index]]));
  return decisions.map((decision): Outcome => became.get(decision) ?? { decision, status: 'skipped' });
}

function isMereSkip(decision: Decision): boolean {
  if (decision.verdict === 'act') return false;
  const { error, note, warning } = decision;
  return error === undefined && note === undefined && warning === undefined;
}

/**
 * Carries out one decision and says what became of it. The only place that calls `recipe.act`: never in observe mode, of
 * the policy or of the rule, and never without time left. Throws nothing: a failure is an outcome of this target and of no other.
 */
export async function carryOut(acting: ActDeps, scope: AwsScope, decision: Decision): Promise<Outcome> {
  const isPlanned = acting.mode === 'observe' || isObserved(acting.policy, decision);
  if (decision.verdict === 'skip') {
    if (decision.error !== undefined) return { decision, status: 'failed', fault: decision.error };
    if (isPlanned || acting.outOfTime()) return { decision, status: 'skipped' };
    return decision.warning !== undefined && acting.canWarn
      ? { decision, status: 'warned' }
      : await remember(acting, scope, decision);
  }
  if (isPlanned) return { decision, status: 'planned' };
  if (acting.outOfTime()) return { decision: skipInstead(decision, outOfTime), status: 'skipped' };
  const dependsOnUse = decision.action === 'stop' || decision.dependsOnUse === true;
  if (dependsOnUse && acting.ageMs() > MAX_USE_AGE_MS) {
    return { decision: skipInstead(decision, outdated), status: 'skipped' };
  }
  try {
    await acting.recipe.act(scope, decision.command, acting.run?.drills);
    return { decision, status: 'done' };
  } catch (error) {
    const status = statusOf(error, decision);
    return status === 'already' ? { decision, status } : { decision, status, fault: toFault(error) };
  }
}

/** Records something about a target that is skipped. If it can't be written, the run fails. */
async function remember({ recipe, run }: ActDeps, scope: AwsScope, decision: Skip): Promise<Outcome> {
  if (decision.note === undefined) return { decision, status: 'skipped' };
  try {
    await recipe.act(scope, decision.note, run?.drills);
    return { decision, status: 'skipped' };
  } catch (error) {
    const status = statusOf(error, {});
    return status === 'already'
      ? { decision, status: 'skipped' }
      : { decision, status, fault: toFault(error) };
  }
}

/**
 * An error that is not AWS's is a bug: nothing is known of its effect, so it never passes for a conflict. Nor does what
 * AWS refuses for the second time, because nothing has changed in between.
 */
function statusOf(error: unknown, { refusedAt }: Pick<Act, 'refusedAt'>): OutcomeStatus {
  const kind = classify(error)?.kind;
  if (kind === 'conflict' && refusedAt !== undefined) return 'failed';
  return kind === undefined || kind === 'fatal' ? 'failed' : kind;
}
