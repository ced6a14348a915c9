import { defined } from '../../defined.ts';
import type { Cluster } from '../model/cluster.ts';
import type { SnapshotCommand } from '../model/command.ts';
import { type About, type Decision, toAct, type Undecided } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Policy } from '../model/policy.ts';
import type { Reason } from '../model/reasons.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { byTurn, skipThese, takesRoom } from '../rules/limit.ts';
import type { DecidingRule } from '../rules/settings.ts';

/** A decision about a snapshot, but for what is found. Its cluster is named as it is named now. */
export function aboutSnapshot<A extends 'copySnapshot' | 'deleteSnapshot'>(
  { arn, account, clusterId, id, resourceId }: Snapshot,
  cluster: Cluster | undefined,
  region: string,
  action: A,
  rule: string | undefined,
) {
  const named = rule === undefined ? {} : { rule };
  const about = { resourceArn: arn, account, region, cluster: cluster?.id ?? clusterId, snapshot: id };
  const ofCluster = defined({ resourceId: resourceId ?? cluster?.resourceId });
  return { ...about, ...ofCluster, aspect: 'snapshots', action, ...named } as const;
}

/** The decision that a finding makes; an act takes its command, and since when it waits. */
export function toDecision<C extends SnapshotCommand>(
  base: Undecided & About<'createSnapshot' | 'copySnapshot' | 'deleteSnapshot'>,
  { verdict, reason, detail }: Finding,
  command: () => C,
  lastActionAt: number | undefined,
): Decision<C> {
  if (verdict === 'skip') return { ...base, verdict, reason, detail };
  return toAct<C>({ ...base, aspect: 'snapshots', reason, detail }, command(), lastActionAt);
}

/**
 * Lets the given number of snapshots be made, for whoever waits longest first; the others are left. A decision that
 * makes no snapshot, or is only planned, needs no room.
 */
export function withinRoom<D extends Decision>(
  policy: Policy,
  decisions: readonly D[],
  room: number,
  reason: Reason,
  detail: string,
): D[] {
  const acts = decisions.filter((decision) => takesRoom(policy, decision));
  const rest = new Set<Decision>(acts.toSorted(byTurn).slice(Math.max(0, room)));
  return skipThese(decisions, rest, reason, detail);
}

/** By account, Region and cluster, then as they were. */
export function inLocationOrder<D extends Decision>(decisions: readonly D[]): D[] {
  const places = Map.groupBy(decisions, ({ account, region, cluster }) => `${account} ${region} ${cluster}`);
  return [...places].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, own]) => own);
}

export function noRule(what: string, rule: DecidingRule | undefined): Finding {
  const detail =
    rule === undefined ? 'no rule with snapshots matches its cluster' : `the rule ${rule.name} ${what}`;
  return { verdict: 'skip', reason: 'no-rule', detail };
}
