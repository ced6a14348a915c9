import { actionRow, commandRow } from '../model/actions.ts';
import { type Act, type Decision, type Skip, skipInstead } from '../model/decision.ts';
import type { Pause, Restraints } from '../model/pause.ts';
import type { Policy } from '../model/policy.ts';
import type { Reason } from '../model/reasons.ts';
import type { EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import { ruleOf } from './rule-mode.ts';

/** One sweep of one account, and what keeps it from making changes. */
export interface Restrained {
  readonly policy: Policy;
  readonly restraints: Restraints;
  /** The name of the function. */
  readonly function: string;
  readonly now: EpochMs;
}

interface Why {
  readonly reason: Reason;
  readonly detail: string;
}

/** Whether a pause has not ended, and is about this function at all. */
export function concernsFunction(pause: Pause, name: string, now: EpochMs): boolean {
  return (pause.until ?? Number.POSITIVE_INFINITY) > now && (pause.function ?? name) === name;
}

/**
 * The policy with rules that only observe where they are paused everywhere, so that what they will not do takes nobody
 * else's turn, quota or place in an order.
 */
export function observePaused({ policy, restraints, function: name, now }: Restrained): Policy {
  const paused = pausesOf(restraints).filter(
    (pause) => pause.rule !== undefined && pause.account === undefined && concernsFunction(pause, name, now),
  );
  if (paused.length === 0 && policy.rules.every(({ enabled }) => enabled !== false)) return policy;
  const isPaused = (rule: string) => paused.some((pause) => pause.rule === rule);
  return {
    ...policy,
    rules: policy.rules.map((rule) =>
      rule.enabled === false || isPaused(rule.name) ? { ...rule, mode: 'observe' } : rule,
    ),
  };
}

/**
 * Skips what is paused, by a person or by `enabled: false`, and remembers nothing about it. While the policy is outdated, the
 * pauses can't be read or one is of a rule that is gone, only that is done which makes a cluster or its data more available. Drills are cleaned up whatever is
 * paused: a cluster that stays behind costs money and is nobody's.
 */
export function holdBack<D extends Decision>(restrained: Restrained, decisions: readonly D[]): D[] {
  return decisions.map((decision) => {
    if (actionRow(decision.action).always) return decision;
    const why = pausedBy(restrained, decision) ?? uncertain(restrained, decision);
    if (why === undefined) return decision;
    // A skip is a decision of every kind.
    return (decision.verdict === 'act' ? skipInstead(decision, why) : withoutTraces(decision)) as D;
  });
}

/** The same finding, of which nothing is written and nobody is warned. */
function withoutTraces(skip: Skip): Skip {
  const { note: _note, warning: _warning, endsWarning: _endsWarning, ...rest } = skip;
  return rest;
}

function pausedBy(
  { policy, restraints, function: name, now }: Restrained,
  decision: Decision,
): Why | undefined {
  const rule = ruleOf(policy, decision);
  const reason = 'paused';
  if (policy.enabled === false) return { reason, detail: 'the policy says enabled: false' };
  if (rule?.enabled === false) return { reason, detail: `the rule says enabled: false` };
  const pause = pausesOf(restraints).find(
    (one) =>
      concernsFunction(one, name, now) &&
      (one.account ?? decision.account) === decision.account &&
      (one.rule === undefined || one.rule === decision.rule || one.rule === rule?.name),
  );
  if (pause === undefined) return undefined;
  return { reason, detail: describePause(pause, { timezone: rule?.timezone ?? policy.timezone, now }) };
}

function uncertain(restrained: Restrained, decision: Decision): Why | undefined {
  if (decision.verdict === 'act' && isProtective(decision)) return undefined;
  const { pauses, outdated } = restrained.restraints;
  if (outdated !== undefined) return { reason: 'policy-outdated', detail: outdated };
  const lost = lostPause(restrained, decision);
  if (lost !== undefined) return { reason: 'paused', detail: lost };
  if (pauses.state === 'known') return undefined;
  return { reason: 'pauses-unknown', detail: `whether it is paused can't be read: ${pauses.why}` };
}

/** The pause of a rule that the policy does not have any more: another rule may decide about its clusters now. */
function lostPause(
  { policy, restraints, function: name, now }: Restrained,
  { account }: Decision,
): string | undefined {
  const lost = pausesOf(restraints).find(
    ({ rule, ...pause }) =>
      rule !== undefined &&
      policy.rules.every((one) => one.name !== rule) &&
      concernsFunction(pause, name, now) &&
      (pause.account ?? account) === account,
  );
  if (lost === undefined) return undefined;
  const said = describePause(lost, { timezone: policy.timezone, now });
  return `the rule ${JSON.stringify(lost.rule)} is ${said}; the policy has no rule of that name any more, so resume it, and pause the rule that decides now`;
}

/** Whether an act makes a cluster or its data more available. A snapshot before a stop serves the stop. */
function isProtective(act: Act): boolean {
  if (act.action === 'createSnapshot' && act.aspect === 'power') return false;
  return act.protective === true || commandRow(act.command.kind).protective === true;
}

function pausesOf({ pauses }: Restraints): readonly Pause[] {
  return pauses.state === 'known' ? pauses.pauses : [];
}

/** @example 'paused by anna until Fri 18:00 Europe/Berlin: migration' */
export function describePause(
  { until, by, because }: Pause,
  local: { readonly timezone: string; readonly now: EpochMs },
): string {
  const end = until === undefined ? 'until it is resumed' : `until ${formatWhenIn(until, local)}`;
  return `paused by ${by} ${end}: ${because}`;
}
