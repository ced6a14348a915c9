import type { Act, Decision, Leave } from './decision.ts';
import { readHold } from './hold.ts';
import { decidingRule, protectionFrom } from './match.ts';
import type { EpochMs, Policy, PowerRule, Rule } from './model.ts';
import type { Reason } from './reasons.ts';
import { actionTags, readPowerTag } from './tags.ts';
import { formatWhen } from './when.ts';
import type { Cluster } from './world.ts';

/** One cluster before the rule that decides its power. */
export interface PowerCase {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly power: PowerRule;
  readonly cluster: Cluster;
  readonly action: 'stop' | 'start';
  readonly now: EpochMs;
}

/** What a check found; the first finding of a list of checks decides. */
export interface Finding {
  readonly verdict: 'act' | 'leave';
  readonly reason: Reason;
  readonly detail: string;
}

export type Check = (subject: PowerCase) => Finding | undefined;

/**
 * Decides stop or start of one cluster: the guards that hold for both, in order (no rule, protected, held), then
 * `judge`. An act carries the complete command.
 */
export function decidePower(
  policy: Policy,
  cluster: Cluster,
  action: 'stop' | 'start',
  now: EpochMs,
  judge: (subject: PowerCase) => Finding,
): Decision {
  const rule = decidingRule(policy, cluster, 'power');
  const { arn, account, region, id } = cluster;
  const base = { target: arn, account, region, cluster: id, aspect: 'power', action } as const;
  if (rule?.power === undefined) {
    return { ...base, verdict: 'leave', reason: 'no-rule', detail: 'no rule with power matches it' };
  }
  const subject: PowerCase = { policy, rule, power: rule.power, cluster, action, now };
  const { verdict, reason, detail } = guard(subject) ?? judge(subject);
  const decided = { ...base, rule: rule.name, reason, detail };
  if (verdict === 'leave') return { ...decided, verdict } satisfies Leave;
  const lastActionAt = readPowerTag(cluster.tags)?.at;
  const tags = actionTags(policy, action, now, rule.name);
  return {
    ...decided,
    verdict,
    command: { kind: `${action}-cluster`, account, region, cluster: id, arn, tags },
    ...(lastActionAt !== undefined && { lastActionAt }),
  } satisfies Act;
}

export function leave(reason: Reason, detail: string): Finding {
  return { verdict: 'leave', reason, detail };
}

export function act(reason: Reason, detail: string): Finding {
  return { verdict: 'act', reason, detail };
}

/** The finding of the first check that has one. */
export function firstFinding(checks: readonly Check[], subject: PowerCase): Finding | undefined {
  for (const check of checks) {
    const finding = check(subject);
    if (finding !== undefined) return finding;
  }
  return undefined;
}

function guard({ policy, rule, cluster, action, now }: PowerCase): Finding | undefined {
  const protection = protectionFrom(policy, cluster, action);
  if (protection !== undefined) {
    const from = protection.from?.join(', ') ?? 'every action';
    return leave('protected', `an entry under protect keeps it from ${from}`);
  }
  const hold = readHold(cluster.tags, rule.timezone, now);
  if (hold.state === 'unreadable') {
    return leave(
      'hold-unreadable',
      `dormouse:hold is "${hold.value}"; write forever, 2026-12-01 or 2026-12-01T18:00:00Z, or remove the tag`,
    );
  }
  if (hold.state !== 'held') return undefined;
  const until =
    hold.until === undefined
      ? 'forever'
      : `until ${formatWhen(hold.until, rule.timezone, now)} ${rule.timezone}`;
  return leave('held', `held ${until}`);
}
