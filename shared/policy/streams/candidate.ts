import { defined } from '../../defined.ts';
import type { ActivityStream, Cluster } from '../model/cluster.ts';
import { type Finding, skip } from '../model/finding.ts';
import type { ActivityStreamRule, Policy } from '../model/policy.ts';
import type { Reason } from '../model/reasons.ts';
import { type DecidingRule, settingsOf } from '../rules/settings.ts';
import { windowAt } from '../time/hours.ts';
import type { LocalTime } from '../time/local-time.ts';
import { type EpochMs, MINUTE_MS } from '../time/units.ts';
import { describeWindow } from '../time/when.ts';
import { readHistory, type StreamHistory } from './history.ts';
import { isSameKey } from './key.ts';
import { describeOverride, type ResolvedOverride, resolveOverride } from './override.ts';
import type {
  ObservedStream,
  OverriddenStream,
  StreamFacts,
  StreamKey,
  StreamMode,
  StreamWorld,
} from './stream.ts';

/** The activity stream of one cluster and the rule that decides it, with everything read once that a decision needs. */
export interface Candidate {
  readonly policy: Policy;
  readonly rule: DecidingRule;
  readonly declared: ActivityStreamRule;
  readonly cluster: Cluster;
  /** As observed; `stopped` where RDS reports none. */
  readonly current: ActivityStream;
  readonly desired: StreamMode | 'off';
  /** Why that is desired now. */
  readonly explanation: string;
  /** Absent: the stream is as desired, or changing. */
  readonly change?: StreamChange;
  readonly override: ResolvedOverride;
  readonly history: StreamHistory;
  readonly facts?: StreamFacts;
  /** The key that the rule names. */
  readonly kmsKey?: string;
  /** The known facts about that key. */
  readonly key?: StreamKey;
  /** Now, by the clock of the rule. */
  readonly local: LocalTime;
}

/** The call that brings a stream closer to what is desired, and the reason for it. Both calls restart the cluster. */
export interface StreamChange {
  readonly action: 'start' | 'stop';
  readonly reason: Reason;
  readonly detail: string;
  /** How much of the time in which a restart is allowed has to be left. */
  readonly leastMs: number;
}

/** The finding on a stream. */
export type StreamFinding = Finding & {
  /** For an act, now; for a change that waits, when the restart is allowed. Absent: no restart, or no known time. */
  readonly restartsAt?: EpochMs;
  /** Its instances or its key have not been read; they would decide, or only explain better why nothing is done. */
  readonly unread?: 'decides' | 'explains';
};

/**
 * The time that a stop for another mode or key needs before the window for restarts ends. The stop takes up to ten
 * minutes, and its event brings the start. With less time left, the start would wait for the next window, a week without
 * a stream. If more were asked for, sweeps that are far apart would miss the rest of a window of half an hour.
 */
const STOP_TO_START_MS = 15 * MINUTE_MS;

/** Undefined when no rule decides the cluster's activity stream. */
export function streamCandidate(
  policy: Policy,
  { cluster, streamFacts: facts }: ObservedStream,
  { observedAt: now, requested, keys }: StreamWorld,
): Candidate | undefined {
  const rule = settingsOf(policy, cluster, 'activityStream');
  if (rule === undefined) return undefined;
  const { timezone, settings: declared } = rule;
  const local = { timezone, now };
  const { kmsKey } = declared;
  const key = kmsKey === undefined ? undefined : keys[kmsKey];
  const override = resolveOverride(cluster.tags, requested, declared.overrides, local);
  const { applied, refusal } = override;
  const { desired, explanation } =
    applied.state === 'active'
      ? { desired: applied.desired, explanation: describeOverride(applied, local) }
      : desiredByRule(policy, declared, local);
  const candidate: Candidate = {
    policy,
    rule,
    declared,
    cluster,
    current: cluster.activityStream ?? { status: 'stopped' },
    desired,
    explanation: refusal === undefined ? explanation : `${explanation}; ${refusal}`,
    override,
    history: readHistory(cluster, now),
    ...defined({ facts, kmsKey, key }),
    local,
  };
  const change = changeDue(candidate);
  return change ? { ...candidate, change } : candidate;
}

/** The mode that will be desired at another time, as far as the present rule and override can tell. */
export function desiredAt({ policy, declared, override, local }: Candidate, at: EpochMs): StreamMode | 'off' {
  const { applied } = override;
  return applied.state === 'active' && at < applied.until
    ? applied.desired
    : desiredByRule(policy, declared, { ...local, now: at }).desired;
}

/** The override that makes something else desired than the rule does; undefined when none does. */
export function differingOverride({
  policy,
  declared,
  override: { applied },
  local,
}: Candidate): Pick<OverriddenStream, 'desired' | 'until'> | undefined {
  if (applied.state !== 'active') return undefined;
  const { desired, until } = applied;
  return desiredByRule(policy, declared, local).desired === desired ? undefined : { desired, until };
}

/** Whether a start, at once or after a stop, depends on instances or a key that have not been read. */
export function needsFacts({ change, desired, facts, key }: Candidate): boolean {
  return change !== undefined && desired !== 'off' && (facts === undefined || key === undefined);
}

/** Skips a change that is due. Facts that have not been read could give a better reason. */
export function wait(candidate: Candidate, reason: Reason, detail: string): StreamFinding {
  return { ...skip(reason, detail), ...(needsFacts(candidate) && { unread: 'explains' }) };
}

function desiredByRule(
  policy: Policy,
  { mode, hours }: ActivityStreamRule,
  local: LocalTime,
): Pick<Candidate, 'desired' | 'explanation'> {
  if (mode === 'off') return { desired: 'off', explanation: 'the rule says mode: off' };
  const window = windowAt(hours, policy.calendars, local);
  return {
    desired: window.open ? mode : 'off',
    explanation: describeWindow(hours, window, local, policy.calendars),
  };
}

function changeDue(candidate: Candidate): StreamChange | undefined {
  const { current, desired, explanation } = candidate;
  if (current.status === 'stopped' && desired !== 'off') {
    return { action: 'start', reason: 'stream-due', detail: `${desired}; ${explanation}`, leastMs: 0 };
  }
  if (current.status !== 'started') return undefined;
  if (desired === 'off') return { action: 'stop', reason: 'stream-over', detail: explanation, leastMs: 0 };
  const drift = driftOf(candidate);
  if (drift === undefined) return undefined;
  return {
    action: 'stop',
    reason: 'stream-drift',
    detail: `${drift}; ${explanation}`,
    leastMs: STOP_TO_START_MS,
  };
}

function driftOf({ current, desired, kmsKey, key }: Candidate): string | undefined {
  if (current.mode !== undefined && current.mode !== desired) {
    return `it runs ${current.mode} and should run ${desired}`;
  }
  if (kmsKey === undefined || isSameKey(kmsKey, current.kmsKey, key) !== false) return undefined;
  return `it runs with the key ${current.kmsKey} and should run with ${kmsKey}`;
}
