import { actionRow, commandRow } from '../model/actions.ts';
import { type Act, type Decision, type Skip, skipInstead } from '../model/decision.ts';
import { isActive, type Pause, type Restraints } from '../model/pause.ts';
import type { Policy, Rule } from '../model/policy.ts';
import type { Reason } from '../model/reasons.ts';
import type { LocalTime } from '../time/local-time.ts';
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

/** The pauses that are about a function now: they have not ended, and name it or no function. */
export function pausesNow({ pauses }: Restraints, name: string, now: EpochMs): readonly Pause[] {
  if (pauses.state === 'unknown') return [];
  return pauses.pauses.filter((one) => isActive(one, now) && (one.function ?? name) === name);
}

/**
 * The policy with rules that only observe where they are paused everywhere, so that what they will not do takes nobody
 * else's turn, quota or place in an order.
 */
export function observePaused({ policy, restraints, function: name, now }: Restrained): Policy {
  const paused = pausesNow(restraints, name, now).filter(({ account }) => account === undefined);
  const isPaused = (rule: Rule) => rule.enabled === false || paused.some((one) => one.rule === rule.name);
  if (!policy.rules.some(isPaused)) return policy;
  return {
    ...policy,
    rules: policy.rules.map((rule) => (isPaused(rule) ? { ...rule, mode: 'observe' } : rule)),
  };
}

/**
 * Skips what is paused, by a person or by `enabled: false`, and remembers nothing about it. An outdated policy, pauses that
 * can't be read and a pause of a rule that is gone each leave only the acts that make a cluster or its data more available.
 * Drills are cleaned up whatever is paused: a cluster that stays behind costs money and is nobody's.
 */
export function holdBack<D extends Decision>(restrained: Restrained, decisions: readonly D[]): D[] {
  const { restraints, function: name, now } = restrained;
  const pauses = pausesNow(restraints, name, now);
  if (pauses.length === 0 && isFree(restrained)) return [...decisions];
  return decisions.map((decision) => {
    if (actionRow(decision.action).always) return decision;
    const here = pauses.filter(({ account }) => (account ?? decision.account) === decision.account);
    const why = pausedBy(restrained, here, decision) ?? uncertain(restrained, here, decision);
    if (why === undefined) return decision;
    // A skip is a decision of every kind.
    return (decision.verdict === 'act' ? skipInstead(decision, why) : withoutTraces(decision)) as D;
  });
}

/** Whether only a pause could hold anything back, as in most sweeps. */
function isFree({ policy, restraints: { pauses, outdated } }: Restrained): boolean {
  return (
    policy.enabled !== false &&
    policy.rules.every(({ enabled }) => enabled !== false) &&
    outdated === undefined &&
    pauses.state === 'known'
  );
}

/** The same finding, of which nothing is written and nobody is warned. */
function withoutTraces(skip: Skip): Skip {
  const { note: _note, warning: _warning, endsWarning: _endsWarning, ...rest } = skip;
  return rest;
}

function pausedBy({ policy, now }: Restrained, here: readonly Pause[], decision: Decision): Why | undefined {
  const rule = ruleOf(policy, decision);
  const reason = 'paused';
  if (policy.enabled === false) return { reason, detail: 'the policy says enabled: false' };
  if (rule?.enabled === false) return { reason, detail: 'the rule says enabled: false' };
  const pause = here.find(
    (one) => one.rule === undefined || one.rule === decision.rule || one.rule === rule?.name,
  );
  if (pause === undefined) return undefined;
  return { reason, detail: describePause(pause, { timezone: rule?.timezone ?? policy.timezone, now }) };
}

function uncertain(restrained: Restrained, here: readonly Pause[], decision: Decision): Why | undefined {
  if (decision.verdict === 'act' && isProtective(decision)) return undefined;
  const { pauses, outdated } = restrained.restraints;
  if (outdated !== undefined) return { reason: 'policy-outdated', detail: outdated };
  const lost = lostPause(restrained, here);
  if (lost !== undefined) return { reason: 'paused', detail: lost };
  if (pauses.state === 'known') return undefined;
  return { reason: 'pauses-unknown', detail: `whether it is paused can't be read: ${pauses.why}` };
}

/** The pause of a rule that the policy does not have any more: another rule may decide about its clusters now. */
function lostPause({ policy, now }: Restrained, here: readonly Pause[]): string | undefined {
  const lost = here.find(({ rule }) => rule !== undefined && policy.rules.every((one) => one.name !== rule));
  if (lost === undefined) return undefined;
  const said = describePause(lost, { timezone: policy.timezone, now });
  return `the rule ${JSON.stringify(lost.rule)} is ${said}; the policy has no rule of that name any more, so resume it, and pause the rule that decides now`;
}

/** Whether an act makes a cluster or its data more available. A snapshot before a stop serves the stop. */
function isProtective(act: Act): boolean {
  if (act.action === 'createSnapshot' && act.aspect === 'power') return false;
  return act.protective === true || commandRow(act.command.kind).protective === true;
}

/** @example 'paused by anna until Fri 18:00 Europe/Berlin: migration' */
export function describePause(pause: Pause, local: LocalTime): string {
  return `paused by ${pause.by} ${describeEnd(pause, local)}: ${pause.because}`;
}

/** @example 'until Fri 18:00 Europe/Berlin' */
export function describeEnd({ until }: Pick<Pause, 'until'>, local: LocalTime): string {
  return until === undefined ? 'until it is resumed' : `until ${formatWhenIn(until, local)}`;
}
