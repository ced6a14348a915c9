import type { Cluster, ServerlessCapacity } from '../model/cluster.ts';
import type { ChangeCapacityCommand, Decision } from '../model/decision.ts';
import { leave } from '../model/finding.ts';
import type { Policy, Rule } from '../model/policy.ts';
import { CAPACITY_TAG } from '../model/tags.ts';
import { guard } from '../rules/guard.ts';
import { decidingRule } from '../rules/match.ts';
import type { EpochMs } from '../time/units.ts';
import type { CapacityWorld, ObservedCapacity } from './capacity.ts';
import type { CapacityFinding } from './case.ts';
import { withoutServerless } from './eligibility.ts';
import { judgeCapacity } from './judge.ts';
import { lineAt, pauseOf } from './line.ts';
import { capacityTag, readCapacityTag } from './note.ts';

/** One decision for each cluster of the world, in its order: change its serverless capacity now, or leave it and why. */
export function decideCapacities(policy: Policy, world: CapacityWorld): Decision[] {
  return world.clusters.map((observed) => decideCapacity(policy, observed, world.observedAt));
}

/**
 * Whether to change the serverless capacity of one cluster. Without `capacityFacts` a cluster whose capacity could be
 * changed is left as `not-observed`. Use that is not known never makes a max smaller, unless the line says so.
 */
export function decideCapacity(policy: Policy, observed: ObservedCapacity, now: EpochMs): Decision {
  const { cluster } = observed;
  const rule = decidingRule(policy, cluster, 'capacity');
  const { arn, account, region, id } = cluster;
  const action = 'changeCapacity';
  const base = { target: arn, account, region, cluster: id, aspect: 'capacity', action } as const;
  if (rule === undefined) return { ...base, ...leave('no-rule', 'no rule with capacity matches it') };
  const ruled = { ...base, rule: rule.name };
  const found = guard(policy, cluster, action, rule.timezone, now) ?? judge(policy, rule, observed, now);
  if (found.verdict === 'leave') return { ...ruled, ...found };
  const { values, ...finding } = found;
  const lastActionAt = readCapacityTag(cluster.tags)?.at;
  return {
    ...ruled,
    ...finding,
    command: changeCommand(policy, rule, cluster, values, now),
    ...(lastActionAt !== undefined && { lastActionAt }),
  };
}

function judge(policy: Policy, rule: Rule, observed: ObservedCapacity, now: EpochMs): CapacityFinding {
  const { cluster, capacityFacts: facts } = observed;
  const { serverless: is } = cluster;
  if (is === undefined) return withoutServerless(cluster);
  const { line, detail: because } = lineAt(policy, rule, now);
  if (line === undefined) return leave('no-line', because);
  return judgeCapacity({ cluster, facts, is, line, because, timezone: rule.timezone, now });
}

function changeCommand(
  policy: Policy,
  rule: Rule,
  { account, region, id, arn }: Cluster,
  values: ServerlessCapacity,
  now: EpochMs,
): ChangeCapacityCommand {
  const { min, max } = values;
  const pause = pauseOf(values);
  return {
    kind: 'change-capacity',
    account,
    region,
    cluster: id,
    arn,
    min,
    max,
    ...(pause !== undefined && { autoPauseAfterMs: pause }),
    tags: policy.tagActions ? { [CAPACITY_TAG]: capacityTag(values, now, rule.name) } : {},
  };
}
