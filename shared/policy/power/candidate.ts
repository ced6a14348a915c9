import { defined } from '../../defined.ts';
import { oncePer } from '../../once.ts';
import type { Cluster } from '../model/cluster.ts';
import { type PowerCommand, toCluster } from '../model/command.ts';
import { type Act, aboutCluster, type Decision, toAct } from '../model/decision.ts';
import { type Finding, skip } from '../model/finding.ts';
import type { Policy, PowerRule } from '../model/policy.ts';
import type { Reason } from '../model/reasons.ts';
import { POWER_TAG } from '../model/tags.ts';
import type { Contest } from '../rules/contest.ts';
import { keptState } from '../rules/guard.ts';
import { refusedHours } from '../rules/power-hours.ts';
import { type LastAction, readLastAction } from '../rules/power-note.ts';
import { checkSchedule } from '../rules/schedule-tag.ts';
import { type Applied, settingsOf } from '../rules/settings.ts';
import { hasRoomFor, withoutNote } from '../rules/tag-room.ts';
import { unmatched } from '../rules/unmatched.ts';
import type { LocalTime } from '../time/local-time.ts';
import type { EpochMs } from '../time/units.ts';
import type { StopFacts } from './facts.ts';
import { actionTags, attemptsUpTo, noActionTags } from './last-action.ts';
import { startsTake } from './lead.ts';

/** A cluster that may be stopped or started, with what its rule says about that. */
export interface Candidate {
  readonly policy: Policy;
  readonly rule: Applied<'power'>;
  readonly power: PowerRule;
  readonly cluster: Cluster;
  /** Now, by the clock of the rule. */
  readonly local: LocalTime;
}

export type Check = (candidate: Candidate) => Finding | undefined;

/** Undefined when no rule decides the cluster's power. The same object each time: reading and deciding both ask for it. */
export function powerCandidate(policy: Policy, cluster: Cluster, now: EpochMs): Candidate | undefined {
  return candidateOf(cluster, policy, now);
}

const candidateOf = oncePer((cluster: Cluster, policy: Policy, now: EpochMs): Candidate | undefined => {
  const rule = settingsOf(policy, cluster, 'power');
  if (rule === undefined) return undefined;
  return { policy, rule, power: rule.settings, cluster, local: { timezone: rule.timezone, now } };
});

/** Reasons that the hours alone give. */
const byHours: readonly Reason[] = [
  'in-hours',
  'start-before',
  'outside-hours',
  'in-maintenance-window',
  'hours-soon',
];

/** The same finding, which says that the tag `dormouse:hours` has no say in it, where that is so. */
function withRefusedHours(candidate: Candidate, finding: Finding): Finding {
  const isSkip = finding.verdict === 'skip';
  if (isSkip && !byHours.includes(finding.reason)) return finding;
  const refusal = refusedHours(candidate, candidate.local.now);
  if (refusal === undefined) return finding;
  const detail = `${finding.detail}; ${refusal}`;
  return isSkip ? skip('hours-refused', detail) : { ...finding, detail };
}

/** A cluster of which nobody knows the hours is left as it is, unless a hold says how it should be. */
export function checkHours({ policy, power, cluster, local }: Candidate): Finding | undefined {
  const isHeld = keptState(cluster, local) !== undefined;
  return isHeld ? undefined : checkSchedule(policy, power.hours, cluster);
}

/** A cluster that is skipped because no rule decides its power. */
export function withoutRule(cluster: Cluster, action: 'stop' | 'start'): Decision<never> {
  return { ...aboutCluster(cluster, 'power'), action, ...unmatched(cluster, 'power') };
}

/** The decision that a finding makes; an act carries the complete command. `before` is the same without effect. */
export function toDecision<A extends 'stop' | 'start'>(
  candidate: Candidate,
  action: A,
  finding: Finding,
  before: LastAction | undefined,
  contestOf: () => Contest | undefined,
  facts: Partial<StopFacts> = {},
): Decision<PowerCommand<A>> {
  const {
    policy,
    rule: { name: rule },
    cluster,
    local: { now },
  } = candidate;
  const { verdict, reason, detail } = withRefusedHours(candidate, finding);
  const decided = { ...aboutCluster(cluster, 'power'), rule, reason, detail };
  if (verdict === 'skip') return { ...decided, action, verdict };
  const isNoted = policy.tagActions && hasRoomFor(POWER_TAG, cluster.tags);
  const unnoted = policy.tagActions && !isNoted ? withoutNote(POWER_TAG) : '';
  const learns = candidate.power.startBefore === 'auto';
  const tookMs = learns ? startsTake(readLastAction(cluster), facts) : undefined;
  const tags = isNoted
    ? actionTags(
        action,
        attemptsUpTo(before) + 1,
        now,
        rule,
        defined({ contest: contestOf(), tookMs, stamp: policy.stamp }),
      )
    : noActionTags;
  const command = { kind: `${action}-cluster`, ...toCluster(cluster), ...tags } as const;
  const act = {
    ...toAct<PowerCommand>(
      { ...decided, detail: `${detail}${unnoted}` },
      command as PowerCommand,
      readLastAction(cluster)?.at,
    ),
    ...(before?.answer === 'refused' && { refusedAt: before.at }),
  };
  // The command's kind is made of `action`, which the compiler does not follow.
  return act as Act<PowerCommand<A>>;
}
