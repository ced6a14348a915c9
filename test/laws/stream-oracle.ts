import type { ClusterState } from '../../simulator/rds/state.ts';
import { isWithin } from './generated-hours.ts';
import type { Mode, StreamCluster, StreamWeek } from './generated-stream-life.ts';

/** The changes that are due to activity streams, stated a second time and without Dormouse's code. */

const MINUTE = 60_000;
const WEEK = 7 * 1440 * MINUTE;
/** 1970-01-05, a Monday. */
const MONDAY = 4 * 1440 * MINUTE;

export interface Candidate {
  readonly cluster: StreamCluster;
  readonly week: StreamWeek;
  readonly state: ClusterState;
  readonly now: number;
  /** ARN of the key by the name that the policy has for it, and whether it can be used. */
  readonly key: { readonly arn: string; readonly usable: boolean };
  /** The request of the run for this cluster. */
  readonly asked?: Mode | 'off' | 'declared' | undefined;
}

/** When Dormouse asked for changes of a stream. */
export interface Done {
  /** Since its last stop. */
  readonly starts: readonly number[];
  /** Starts and stops. */
  readonly changes: readonly number[];
}

type Tags = Readonly<Record<string, string>>;

/** Whether Dormouse may do anything to it at all. */
export function isTouchable({ env }: StreamCluster, tags: Tags): boolean {
  return env === 'audited' && tags['dormouse:hold'] === undefined;
}

export function isOverrideSpoilt(tags: Tags): boolean {
  return tags['dormouse:activity-stream-override'] === 'whatever';
}

/** The desired mode of the stream now. */
export function wanted({ week, state, now, asked }: Candidate): Mode | 'off' {
  const byRule =
    week.hours === 'always' || isWithin(week.hours, week.zone, now) ? week.mode : ('off' as const);
  if (asked !== undefined) return asked === 'declared' ? byRule : asked;
  const [desired, , until] = (state.tags['dormouse:activity-stream-override'] ?? '').split(' ');
  const holds = until !== undefined && now < Date.parse(until);
  return holds && (desired === 'off' || desired === 'async' || desired === 'sync') ? desired : byRule;
}

/** Whether AWS has streams for it, in that mode. */
export function isEligible({ kind }: StreamCluster, mode: Mode): boolean {
  return kind === 'postgres' || (kind === 'mysql' && mode === 'async');
}

/**
 * Whether a restart is allowed now: not in the half hour before people come. A stop for another mode or key needs
 * fifteen minutes more, in which the stream can be started again.
 */
export function isRestartAllowed(candidate: Candidate): boolean {
  const { state, cluster, week, now } = candidate;
  const { window } = cluster;
  const more = state.activityStream?.status === 'started' && wanted(candidate) !== 'off' ? 15 : 0;
  const minute = ((now - MONDAY) % WEEK) / MINUTE;
  const since = (minute - window.start + WEEK / MINUTE) % (WEEK / MINUTE);
  const { power, zone } = week;
  const soon = Array.from({ length: 30 + more + 1 }, (_, minutes) => now + minutes * MINUTE);
  const isOff = power !== undefined && !soon.some((at) => isWithin(power, zone, at));
  return week.restart === 'anytime' || since < window.length - more || (week.restart === 'offHours' && isOff);
}

/** Whether the stream is as desired. With a key that nothing can be asked about, none is the wrong one. */
export function isAsWanted(candidate: Candidate): boolean {
  const { state, key } = candidate;
  const stream = state.activityStream;
  const want = wanted(candidate);
  if (want === 'off') return stream === undefined || stream.status === 'stopped';
  const runs = stream?.status === 'started' && stream.mode === want;
  return runs && (stream.key === key.arn || !key.usable);
}

/** The claim of each reason for leaving a cluster that has come to rest; reasons that are not here only pass. */
const claims: Readonly<Record<string, (candidate: Candidate, done: Done) => boolean>> = {
  'no-rule': ({ cluster }) => cluster.env === 'other',
  protected: ({ cluster }) => cluster.env === 'guarded',
  held: ({ state }) => state.tags['dormouse:hold'] === 'forever',
  'hold-unreadable': ({ state }) => state.tags['dormouse:hold'] === 'soon',
  'override-unreadable': ({ state }) => isOverrideSpoilt(state.tags),
  ineligible(candidate) {
    const want = wanted(candidate);
    return want !== 'off' && !isEligible(candidate.cluster, want);
  },
  'stream-as-declared': isAsWanted,
  'cluster-stopped': ({ state }) => state.status === 'stopped',
  'restart-waits': (candidate) => !isAsWanted(candidate) && !isRestartAllowed(candidate),
  'key-unusable': ({ key }) => !key.usable,
  'stream-lost': ({ now }, { starts }) => starts.length >= 3 && now - Math.max(...starts) < 1440 * MINUTE,
  'stream-contested': (candidate, { changes }) =>
    !isAsWanted(candidate) &&
    changes.length >= 4 &&
    changes.slice(-3).every((at, index) => at - (changes.at(index - 4) ?? 0) < 60 * MINUTE) &&
    candidate.now - Math.max(...changes) < 1440 * MINUTE,
};

/** Whether it is right to leave a cluster at rest for that reason. */
export function isExcused(reason: string, candidate: Candidate, done: Done): boolean {
  return claims[reason]?.(candidate, done) ?? false;
}

/** Whether the stream is missing where it should run; an engine that has none misses none. */
export function isGap(candidate: Candidate): boolean {
  const { cluster, state } = candidate;
  const want = wanted(candidate);
  const stream = state.activityStream;
  const runs = stream?.status === 'started' && stream.mode === want;
  if (cluster.kind === 'neptune' || cluster.env === 'other') return false;
  return state.visibleStatus === 'available' && want !== 'off' && !runs;
}
