import type { Act, Command, Decision, Leave } from '../model/decision.ts';
import type { Action, Amount, Policy } from '../model/policy.ts';
import type { Reason } from '../model/reasons.ts';
import { onlyRemembering } from '../streams/commands.ts';
import { isObserved } from './rule-mode.ts';

/**
 * Keeps one sweep of one account and Region within `limits`: over the breaker nothing is done, over the cap the
 * rest is left to later sweeps. Who sees only what events are about can't tell whether a breaker holds, and leaves what
 * has one to a sweep. Only ever turns an act into a leave, or into remembering what was asked for, which is no change
 * and so not limited, as what an observing rule only plans is not; order and everything else stay. A percentage is of the
 * decisions that a rule decides, rounded up. Under a cap those go first that Dormouse has touched longest ago or never,
 * then by ARN, so every cluster has its turn.
 */
export function limitDecisions<C extends Command>(
  policy: Policy,
  action: Action,
  decisions: readonly Decision<C>[],
  seesAll = true,
): Decision<C>[] {
  const { cap, breaker } = policy.limits[action] ?? {};
  const ofAction = decisions.filter((decision) => decision.action === action);
  const acts = ofAction
    .filter((decision) => decision.verdict === 'act')
    .filter((act) => isChange(act) && !isObserved(policy, act));
  const scope = ofAction.filter(({ rule }) => rule !== undefined).length;

  if (breaker !== undefined && !seesAll) {
    const detail = `an event shows some ${whatOf(action)} alone, not whether limits.${action}.breaker holds; the next sweep, which sees all, decides`;
    return leaveThese(decisions, new Set(acts), 'limit-breaker', detail);
  }
  const most = breaker && amountOf(breaker, scope);
  if (most !== undefined && acts.length > most) {
    const detail = `${acts.length} ${whatOf(action)} are due, limits.${action}.breaker allows ${describe(breaker, most, scope)}`;
    return leaveThese(decisions, new Set(acts), 'limit-breaker', detail);
  }
  const first = cap && amountOf(cap, scope);
  if (first === undefined || acts.length <= first) return [...decisions];
  const rest = new Set<Decision>(acts.toSorted(byTurn).slice(first));
  const detail = `${acts.length} ${whatOf(action)} are due, limits.${action}.cap allows ${describe(cap, first, scope)}`;
  return leaveThese(decisions, rest, 'limit-cap', detail);
}

function isChange({ command }: Act): boolean {
  return command.kind !== 'tag-activity-stream';
}

/** Turns these acts into leaves, but for what is to be remembered, and keeps the order. */
export function leaveThese<C extends Command>(
  decisions: readonly Decision<C>[],
  over: ReadonlySet<Decision>,
  reason: Reason,
  detail: string,
): Decision<C>[] {
  return decisions.map((decision) =>
    decision.verdict === 'act' && over.has(decision)
      ? // Only an act on activity streams is remembered, and then C has the command for that, too.
        ((onlyRemembering(decision, reason, detail) as Act<C> | undefined) ??
        leaveInsteadOf(decision, reason, detail))
      : decision,
  );
}

/** The same decision without its act. */
export function leaveInsteadOf(decision: Act, reason: Reason, detail: string): Leave {
  const { command: _command, lastActionAt: _lastActionAt, ...rest } = decision;
  return { ...rest, verdict: 'leave', reason, detail };
}

function amountOf(amount: Amount, scope: number): number {
  return 'count' in amount ? amount.count : Math.ceil((amount.percent * scope) / 100);
}

function whatOf(action: Action): string {
  return action === 'copySnapshot' || action === 'deleteSnapshot' ? 'snapshots' : 'clusters';
}

function describe(amount: Amount | undefined, most: number, scope: number): string {
  return amount !== undefined && 'percent' in amount ? `${most} (${amount.percent}% of ${scope})` : `${most}`;
}

/** Whoever waits longest goes first, then by ARN. */
export function byTurn(a: Act, b: Act): number {
  return (a.lastActionAt ?? 0) - (b.lastActionAt ?? 0) || (a.target < b.target ? -1 : 1);
}
