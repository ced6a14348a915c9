import type { Cluster } from '../model/cluster.ts';
import type { Decision, PowerCommand } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
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
  const base = { target: arn, account, region, cluster: id, aspect: 'power', action } as const;
  if (rule?.power === undefined) {
    return { ...base, verdict: 'leave', reason: 'no-rule', detail: 'no rule with power matches it' };
  }
  const subject: PowerCase = { policy, rule, power: rule.power, cluster, action, now };
  const { verdict, reason, detail } = guard(policy, cluster, action, rule.timezone, now) ?? judge(subject);
  const decided = { ...base, rule: rule.name, reason, detail };
  if (verdict === 'leave') return { ...decided, verdict };
  const lastActionAt = readPowerTag(cluster.tags)?.at;
  const tags = actionTags(policy, action, now, rule.name);
  return {
    ...decided,
    verdict,
    command: { kind: `${action}-cluster`, account, region, cluster: id, arn, tags },
    ...(lastActionAt !== undefined && { lastActionAt }),
  };
}

/** The finding of the first check that has one. */
export function firstFinding(checks: readonly Check[], subject: PowerCase): Finding | undefined {
  for (const check of checks) {
    const finding = check(subject);
    if (finding !== undefined) return finding;
  }
  return undefined;
}
