import type { ActivityStream, Cluster } from '../model/cluster.ts';
import type { Finding } from '../model/finding.ts';
import type { ActivityStreamRule, EpochMs, Policy, Rule } from '../model/policy.ts';
import { decidingRule } from '../rules/match.ts';
import { windowAt } from '../time/hours.ts';
import { describeWindow, formatWhenIn } from '../time/when.ts';
import { effectiveOverride, readStreamOverride, type StreamOverride } from './override.ts';
import type { ObservedStream, StreamFacts, StreamKey, StreamMode, StreamWorld } from './stream.ts';

/** One cluster before the rule that decides its activity stream. */
export interface StreamCase {
  readonly policy: Policy;
  readonly rule: Rule;
  readonly declared: ActivityStreamRule;
  readonly cluster: Cluster;
  /** As observed; `stopped` where AWS tells of none. */
  readonly stream: ActivityStream;
  /** What the tag of the override says. */
  readonly noted: StreamOverride;
  /** What holds of what the run was asked for and of the tag. */
  readonly override: StreamOverride;
  readonly desired: StreamMode | 'off';
  /** Why that is desired now. */
  readonly why: string;
  readonly facts?: StreamFacts;
  /** The key that the rule names. */
  readonly kmsKey?: string;
  /** What is known of it. */
  readonly key?: StreamKey;
  readonly keys: StreamWorld['keys'];
  readonly now: EpochMs;
}

/** One whose stream is to run. */
export type WantedCase = StreamCase & { readonly mode: StreamMode };

/** What is to become of a stream: of an act, which; of what waits for a restart, when that is allowed if it is known. */
export type StreamFinding = Finding & {
  readonly change?: 'start' | 'stop';
  readonly restartsAt?: EpochMs;
  /** Facts of its instances, or its key, that have not been read decide, or would only tell more of why it is left. */
  readonly unread?: 'decides' | 'explains';
};

/** Undefined when no rule decides the cluster's activity stream. */
export function streamCase(
  policy: Policy,
  { cluster, streamFacts }: ObservedStream,
  { observedAt: now, requested, keys }: StreamWorld,
): StreamCase | undefined {
  const rule = decidingRule(policy, cluster, 'activityStream');
  const declared = rule?.activityStream;
  if (rule === undefined || declared === undefined) return undefined;
  const noted = readStreamOverride(cluster.tags, rule.timezone, now);
  const override = effectiveOverride(requested, noted, now);
  const { kmsKey } = declared;
  const key = kmsKey === undefined ? undefined : keys[kmsKey];
  return {
    policy,
    rule,
    declared,
    cluster,
    stream: cluster.activityStream ?? { status: 'stopped' },
    noted,
    override,
    ...(override.state === 'active'
      ? { desired: override.desired, why: describeOverride(override, rule.timezone, now) }
      : byRule(policy, rule, declared, now)),
    ...(streamFacts && { facts: streamFacts }),
    ...(kmsKey !== undefined && { kmsKey }),
    ...(key && { key }),
    keys,
    now,
  };
}

/** The case of a stream that is to run; undefined of one that is not. */
export function asWanted(subject: StreamCase): WantedCase | undefined {
  return subject.desired === 'off' ? undefined : { ...subject, mode: subject.desired };
}

/** What is desired at another time, as far as the rule and the override of now tell. */
export function desiredAt({ policy, rule, declared, override }: StreamCase, at: EpochMs): StreamMode | 'off' {
  return override.state === 'active' && at < override.until
    ? override.desired
    : byRule(policy, rule, declared, at).desired;
}

/** `off is asked for until Tue 10:30 Europe/Berlin` */
function describeOverride(
  { desired, until }: StreamOverride & { readonly state: 'active' | 'over' },
  timezone: string,
  now: EpochMs,
): string {
  return `${desired} is asked for until ${formatWhenIn(until, timezone, now)}`;
}

function byRule(
  policy: Policy,
  rule: Rule,
  { mode, hours }: ActivityStreamRule,
  now: EpochMs,
): Pick<StreamCase, 'desired' | 'why'> {
  if (mode === 'off') return { desired: 'off', why: 'the rule says mode: off' };
  const window = windowAt(hours, rule.timezone, policy.calendars, now);
  return { desired: window.open ? mode : 'off', why: describeWindow(hours, window, rule.timezone, now) };
}
