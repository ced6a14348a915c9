import type { Act, Command, Decision } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Action, Policy, Rule } from '../model/policy.ts';
import type { Reason } from '../model/reasons.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { byTurn, leaveThese } from '../rules/limit.ts';
import { isObserved } from '../rules/rule-mode.ts';

/** A decision about a snapshot, but for what is found. */
export function aboutSnapshot(
  { arn, account, clusterId, id }: Snapshot,
  region: string,
  action: Action,
  rule: string | undefined,
) {
  const named = rule === undefined ? {} : { rule };
  const about = { target: arn, account, region, cluster: clusterId, snapshot: id };
  return { ...about, aspect: 'snapshots', action, ...named } as const;
}

/** The decision that a finding makes; an act takes its command, and since when it waits. */
export function toDecision<C extends Command>(
  base: Omit<Act, 'verdict' | 'reason' | 'detail' | 'command' | 'lastActionAt'>,
  { verdict, reason, detail }: Finding,
  command: () => C,
  lastActionAt: number | undefined,
): Decision<C> {
  const decided = { ...base, reason, detail };
  if (verdict === 'leave') return { ...decided, verdict };
  return { ...decided, verdict, command: command(), ...(lastActionAt !== undefined && { lastActionAt }) };
}

/**
 * Lets so many snapshots be made, for whoever waits longest first; the others are left. What is no snapshot, or only
 * planned, needs no room.
 */
export function withinRoom<C extends Command>(
  policy: Policy,
  decisions: readonly Decision<C>[],
  room: number,
  reason: Reason,
  detail: string,
): Decision<C>[] {
  const acts = decisions
    .filter((decision) => decision.verdict === 'act')
    .filter((act) => act.action.endsWith('Snapshot') && !isObserved(policy, act));
  const rest = new Set<Decision>(acts.toSorted(byTurn).slice(Math.max(0, room)));
  return leaveThese(decisions, rest, reason, detail);
}

/** By account, Region and cluster, then as they were. */
export function inLocationOrder<C extends Command>(decisions: readonly Decision<C>[]): Decision<C>[] {
  const place = ({ account, region, cluster }: Decision): string => `${account} ${region} ${cluster}`;
  return decisions.toSorted((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
}

export function noRule(what: string, rule: Rule | undefined): Finding {
  const detail =
    rule === undefined ? 'no rule with snapshots matches its cluster' : `the rule ${rule.name} ${what}`;
  return { verdict: 'leave', reason: 'no-rule', detail };
}
