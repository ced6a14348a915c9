import { type Action, actionRow, commandRow } from '../model/actions.ts';
import type { Command } from '../model/command.ts';
import { type Act, type Decision, insteadOf } from '../model/decision.ts';
import type { Amount, Limit, Policy } from '../model/policy.ts';
import type { Reason } from '../model/reasons.ts';
import { type EpochMs, MINUTE_MS } from '../time/units.ts';
import { isObserved } from './rule-mode.ts';

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** Further targets of the same sweep, which are not among its decisions. */
export interface Beyond {
  /** Those that a rule decides. */
  readonly targets: number;
  /** Acts that have been made already. */
  readonly acts: number;
}

const nothing: Beyond = { targets: 0, acts: 0 };

/**
 * Keeps one sweep of one account and Region within `limits`: over the breaker nothing is done, over the cap the
 * rest is skipped until later sweeps. Who sees only what events are about can't tell whether a breaker holds, and leaves what
 * has one to a sweep. Only ever turns an act into its fallback, or into a skip; order and everything else stay. A
 * fallback changes nothing and so is not limited, nor is the plan of a rule that only observes. A percentage is of the
 * decisions that a rule decides, rounded up. Under a cap those go first that Dormouse has touched longest ago or never,
 * then by ARN, so every cluster has its turn. Without `tagActions` nothing records when that was, so the order begins
 * with another one each minute of `now`: what fails again and again must not keep the rest from its turn.
 */
export function limitDecisions<D extends Decision>(
  policy: Policy,
  action: Action,
  decisions: readonly D[],
  seesAll = true,
  now: EpochMs = 0,
  beyond: Beyond = nothing,
): D[] {
  const { cap, breaker } = policy.limits[action] ?? {};
  const { counts } = actionRow(action);
  const ofAction = decisions.filter((decision) => decision.action === action);
  const acts = ofAction.filter((decision) => isChange(decision) && !isObserved(policy, decision));
  const scope = beyond.targets + ofAction.filter(({ rule }) => rule !== undefined).length;

  if (breaker !== undefined && !seesAll) {
    const detail = `an event shows only some ${counts}, not whether limits.${action}.breaker is exceeded; the next full sweep decides`;
    return skipThese(decisions, new Set(acts), 'limit-breaker', detail);
  }
  if (breaker !== undefined && acts.length > amountOf(breaker, scope)) {
    const detail = `${acts.length} ${counts} are due, limits.${action}.breaker allows ${describe(breaker, scope)}`;
    return skipThese(decisions, new Set(acts), 'limit-breaker', detail);
  }
  if (cap === undefined) return [...decisions];
  const inTurn = acts.toSorted(byTurn);
  const ordered = inTurn.some(hasOrder) ? inTurn : rotated(inTurn, policy.tagActions ? 0 : now);
  const rest = new Set<Decision>(ordered.slice(Math.max(0, amountOf(cap, scope) - beyond.acts)));
  const detail = `${acts.length} ${counts} are due, limits.${action}.cap allows ${describe(cap, scope)}`;
  return skipThese(decisions, rest, 'limit-cap', detail);
}

function isChange(decision: Decision): boolean {
  return decision.verdict === 'act' && commandRow(decision.command.kind).recordsAs === undefined;
}

/** Turns these acts into their fallbacks, or into skips, and keeps the order. */
export function skipThese<D extends Decision>(
  decisions: readonly D[],
  over: ReadonlySet<Decision>,
  reason: Reason,
  detail: string,
): D[] {
  return decisions.map((decision) =>
    decision.verdict === 'act' && over.has(decision)
      ? // Both are decisions of the same kind: a skip is one of every kind, a fallback one of its act's.
        (insteadOf(decision, { reason, detail }) as D)
      : decision,
  );
}

/** Whether a limit depends on how many targets there are. */
export function isShare({ cap, breaker }: Limit = {}): boolean {
  return [cap, breaker].some((amount) => amount !== undefined && 'percent' in amount);
}

/** The number that an amount comes to in a scope of the given size, rounded up. */
export function amountOf(amount: Amount, scope: number): number {
  return 'count' in amount ? amount.count : Math.ceil((amount.percent * scope) / 100);
}

function describe(amount: Amount, scope: number): string {
  const most = amountOf(amount, scope);
  return 'percent' in amount ? `${most} (${amount.percent}% of ${scope})` : `${most}`;
}

/** Whether a decision makes something new now, which takes room in a quota. */
export function takesRoom(policy: Pick<Policy, 'rules'>, decision: Decision): boolean {
  return (
    decision.verdict === 'act' &&
    actionRow(decision.action).effect === 'adds' &&
    !isObserved(policy, decision)
  );
}

/** A share of 1 that differs with each minute: multiples of the golden ratio spread evenly, however far apart sweeps are. */
export function turnAt(now: EpochMs): number {
  return (Math.floor(now / MINUTE_MS) * GOLDEN_RATIO) % 1;
}

/** The same, beginning elsewhere each minute. */
export function rotated<T>(items: readonly T[], now: EpochMs): T[] {
  const first = Math.floor(turnAt(now) * items.length);
  return [...items.slice(first), ...items.slice(0, first)];
}

/** Whoever has the first turn, and then whoever waits longest, goes first, then by ARN. */
export function byTurn(a: Decision, b: Decision): number {
  return turnOf(a) - turnOf(b) || waitsSince(a) - waitsSince(b) || (a.resourceArn < b.resourceArn ? -1 : 1);
}

/** Whether something says when it has its turn. */
function hasOrder(decision: Decision): boolean {
  return decision.verdict === 'act' && (decision.turn !== undefined || decision.lastActionAt !== undefined);
}

function turnOf(decision: Decision): number {
  return (decision.verdict === 'act' ? decision.turn : undefined) ?? 0;
}

function waitsSince(decision: Decision): EpochMs {
  return (decision.verdict === 'act' ? decision.lastActionAt : undefined) ?? 0;
}

/** Gives each act its turn: that of its place in `order`, in which all acts are. */
export function withTurns<C extends Command>(
  decisions: readonly Decision<C>[],
  order: readonly Decision<C>[],
): Decision<C>[] {
  const turns = new Map(order.map((decision, turn) => [decision, turn]));
  return decisions.map((decision) => {
    const turn = turns.get(decision);
    return decision.verdict === 'act' && turn !== undefined ? { ...decision, turn } : decision;
  });
}

export function actsAmong<C extends Command>(decisions: readonly Decision<C>[]): Act<C>[] {
  return decisions.filter((decision) => decision.verdict === 'act');
}
