import { entryAt } from '../../shared/policy/capacity/entry.ts';
import { type LastAction, readLastAction } from '../../shared/policy/capacity/last-action.ts';
import { type CapacityRange, capacityRange } from '../../shared/policy/capacity/range.ts';
import type { Cluster, ServerlessCapacity } from '../../shared/policy/model/cluster.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { meaningOf } from '../../shared/policy/report/meaning.ts';
import { decidingRule } from '../../shared/policy/rules/match.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';

/** What there is to say of the serverless capacity of one cluster. */
export interface CapacityStory {
  /** Absent: its account and Region could not be read for that. */
  readonly decision?: Decision & { readonly meaning: string };
  /** The line that holds now, or that none does. Absent: no rule decides it. */
  readonly declared?: {
    readonly line?: ServerlessCapacity & { readonly whenBusy: 'wait' | 'apply' };
    readonly detail: string;
    readonly timezone: string;
  };
  /** Absent: it has none. */
  readonly observed?: ServerlessCapacity;
  /** What AWS lets it have. Absent: none at all. */
  readonly range?: CapacityRange;
  /** What Dormouse last asked for, refused or not, as its tag tells. */
  readonly lastAction?: LastAction;
}

/** Undefined where no rule wants a capacity and there is none. */
export function capacityStory(
  policy: Policy,
  cluster: Cluster,
  now: EpochMs,
  decisions: readonly Decision[],
): CapacityStory | undefined {
  const { arn, serverless: observed } = cluster;
  const rule = decidingRule(policy, cluster, 'capacity');
  if (rule === undefined && observed === undefined) return undefined;
  const decision = decisions.find(({ aspect, target }) => aspect === 'capacity' && target === arn);
  const { entry, detail } = rule ? entryAt(policy, rule, now) : {};
  const range = capacityRange(cluster);
  const lastAction = readLastAction(cluster);
  return {
    ...(decision && { decision: { ...decision, meaning: meaningOf(decision.reason, decision.aspect) } }),
    ...(rule &&
      detail !== undefined && {
        declared: { ...(entry && { line: entry }), detail, timezone: rule.timezone },
      }),
    ...(observed && { observed }),
    ...(range && { range }),
    ...(lastAction && { lastAction }),
  };
}
