import type { Cluster } from '../model/cluster.ts';
import type { PowerCommand } from '../model/command.ts';
import { type Act, type Decision, toAct } from '../model/decision.ts';
import { type Finding, leave } from '../model/finding.ts';
import type { Policy, PowerRule, Rule } from '../model/policy.ts';
import { guard } from '../rules/guard.ts';
import { decidingRule } from '../rules/match.ts';
import type { EpochMs } from '../time/units.ts';
import { actionTags, readPowerTag } from './last-action.ts';

/** One cluster before the rule that decides its power. */
export interface PowerCase {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly power: PowerRule;
  readonly cluster: Cluster;
  readonly action: 'stop' | 'start';
  readonly now: EpochMs;
}

export type Check = (subject: PowerCase) => Finding | undefined;

/**
 * Decides stop or start of one cluster: the guards that hold for both, in order (no rule, protected, held), then
 * `judge`. An act carries the complete command.
 */
export function decidePower<A extends 'stop' | 'start'>(
  policy: Policy,
  cluster: Cluster,
  action: A,
  now: EpochMs,
  judge: (subject: PowerCase) => Finding,
): Decision<PowerCommand<A>> {
  const rule = decidingRule(policy, cluster, 'power');
  const { arn, account, region, id } = cluster;
  const base = { target: arn, account, region, cluster: id, aspect: 'power' } as const;
  if (rule?.power === undefined) {
    return { ...base, action, ...leave('no-rule', 'no rule with power matches it') };
  }
  const subject: PowerCase = { policy, rule, power: rule.power, cluster, action, now };
  const { verdict, reason, detail } = guard(policy, cluster, action, rule.timezone, now) ?? judge(subject);
  const decided = { ...base, rule: rule.name, reason, detail };
  if (verdict === 'leave') return { ...decided, action, verdict };
  const tags = actionTags(policy, action, now, rule.name);
  const command = { kind: `${action}-cluster`, account, region, cluster: id, arn, tags } as const;
  const act = toAct<PowerCommand>(decided, command as PowerCommand, readPowerTag(cluster.tags)?.at);
  // The command's kind is made of `action`, which the compiler does not follow.
  return act as Act<PowerCommand<A>>;
}

/** The finding of the first check that has one. */
export function firstFinding(checks: readonly Check[], subject: PowerCase): Finding | undefined {
  for (const check of checks) {
    const finding = check(subject);
    if (finding !== undefined) return finding;
  }
  return undefined;
}
