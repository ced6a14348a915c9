import type { Load, Use } from '../../fleet/fleet.ts';
import { type Recording, recordedValue } from '../../fleet/recording.ts';
import { isDown } from '../../fleet/statuses.ts';
import { idleLoad, isRecording, loadAt, possibleTurns } from '../../fleet/use.ts';
import { type CapacityEntry, isServerless, unitsAt, withinLimits } from '../clusters/capacities.ts';
import type { Cluster } from '../clusters/cluster.ts';

/** The activity of a cluster in one minute: none, asleep with its capacity at 0, or under a load. */
export type Activity = 'silent' | 'paused' | Load;

export const minuteMs = 60_000;

const quarterMs = 15 * minuteMs;

/** How long a cluster does not pause after a change of its capacity. */
const afterChangeMs = 20 * minuteMs;

/** The activity of a cluster in each minute from `start` until before `end` (ms, whole minutes). */
export function activitiesOf(cluster: Cluster, start: number, end: number): Activity[] {
  const activities: Activity[] = [];
  let quietMs = 0;
  let awake: { readonly activity: 'silent' | Load; readonly until: number } | undefined;
  // Whether it sleeps at the start depends on the time before.
  for (let at = start - longestWait(cluster); at < end; at += minuteMs) {
    if (awake === undefined || at >= awake.until)
      awake = { activity: awakeActivity(cluster, at), until: staysUntil(cluster, at) };
    const { activity } = awake;
    const limits = cluster.capacities?.at(at);
    const isChange = limits !== undefined && limits.at > at - minuteMs;
    quietMs = (isChange ? 0 : quietMs) + minuteMs;
    if (!isQuiet(activity)) quietMs = 0;
    if (at >= start) activities.push(isAsleep(cluster, limits, quietMs, at) ? 'paused' : activity);
  }
  return activities;
}

/**
 * The use of a cluster that never pauses, if nothing about it changes from `start` until before `end` (ms) except its
 * capacity: clusters with the same use then have the same activities. Undefined for any other cluster.
 */
export function steadyUse(cluster: Cluster, start: number, end: number): Use | undefined {
  const { capacities, createdAt, statuses, uses } = cluster;
  const status = statuses.at(start);
  const use = uses.findLast(({ at }) => at < end);
  if (createdAt > start || status !== statuses.at(end - 1) || use === undefined || use.at > start)
    return undefined;
  if (isRecording(use.use) || capacities?.entries.some(({ min }) => min === 0)) return undefined;
  return isDown(status.status) ? 'missing' : use.use;
}

function isAsleep(cluster: Cluster, limits: CapacityEntry | undefined, quietMs: number, at: number): boolean {
  const pauseMs = autoPauseMs(cluster, limits);
  return (
    pauseMs !== undefined && limits !== undefined && quietMs > pauseMs && at - limits.at >= afterChangeMs
  );
}

/** The capacity of the cluster's busiest serverless instance at `now` (ms); 0 while it sleeps or is down. */
export function unitsNow(cluster: Cluster, now: number): number {
  const busiest = cluster.members.find(isServerless);
  if (busiest === undefined) return 0;
  const activity = awakeActivity(cluster, now);
  if (activity === 'silent' || (pausesAt(cluster, now) ?? Number.POSITIVE_INFINITY) <= now) return 0;
  const { recording } = activity;
  if (recording !== undefined) return recordedUnits(cluster, recording, now);
  return unitsAt(cluster, busiest.isWriter ? activity : idleLoad, now) ?? 0;
}

/** The capacity of the instance that had most; 0 where nobody knows. */
function recordedUnits({ capacities }: Cluster, recording: Recording, now: number): number {
  const limits = capacities?.at(now);
  const units = Array.from(recording.capacity.values(), (runs) => recordedValue(recording, runs, now));
  const known = units.filter((value) => typeof value === 'number');
  return limits === undefined || known.length === 0 ? 0 : withinLimits(limits, Math.max(...known));
}

/**
 * When a cluster that nobody uses at `now` (ms) pauses, or has paused; undefined when somebody does, it is down, or it
 * never pauses.
 */
export function pausesAt(cluster: Cluster, now: number): number | undefined {
  const limits = cluster.capacities?.at(now);
  const pauseMs = autoPauseMs(cluster, limits);
  if (pauseMs === undefined || limits === undefined || !isQuiet(awakeActivity(cluster, now)))
    return undefined;
  const earliest = Math.max(limits.at, now - Math.max(pauseMs, afterChangeMs));
  return Math.max(quietSince(cluster, earliest, now) + pauseMs, limits.at + afterChangeMs);
}

/** When a cluster pauses that nobody uses since `since` (ms), by the limits at `at`; undefined when it never does. */
export function pauseAfter(cluster: Cluster, since: number, at: number): number | undefined {
  const limits = cluster.capacities?.at(at);
  const pauseMs = autoPauseMs(cluster, limits);
  if (pauseMs === undefined || limits === undefined) return undefined;
  return Math.max(since + pauseMs, limits.at + pauseMs, limits.at + afterChangeMs);
}

/** Since when nobody has used it who does not at `now`, and not before `earliest`. */
function quietSince(cluster: Cluster, earliest: number, now: number): number {
  const turns = [
    ...cluster.statuses.entries.map(({ at }) => at),
    ...cluster.uses.flatMap(({ at, use }) => [at, ...possibleTurns(use, earliest, now)]),
  ];
  const descending = turns.filter((at) => at > earliest && at <= now).sort((a, b) => b - a);
  let since = now;
  for (const at of [...descending, earliest]) {
    if (!isQuiet(awakeActivity(cluster, at))) return since;
    since = at;
  }
  return since;
}

/**
 * The writer and all readers of the first tiers, as all are here, pause together; a cluster that replicates never does.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
 */
function autoPauseMs(cluster: Cluster, limits: CapacityEntry | undefined): number | undefined {
  const { members, globalId, replicationSource, readReplicas } = cluster;
  if (limits?.min !== 0) return undefined;
  const [writer] = members;
  if (writer === undefined || !isServerless(writer)) return undefined;
  if (globalId !== undefined || replicationSource !== undefined || readReplicas.length > 0) return undefined;
  return Math.ceil(limits.autoPauseAfter / minuteMs) * minuteMs;
}

/** How far back a cluster's present activity may have been decided. */
function longestWait({ capacities }: Cluster): number {
  const waits = (capacities?.entries ?? []).filter(({ min }) => min === 0);
  if (waits.length === 0) return 0;
  const longest = Math.max(afterChangeMs, ...waits.map(({ autoPauseAfter }) => autoPauseAfter));
  return Math.ceil(longest / minuteMs) * minuteMs;
}

function isQuiet(activity: Activity): boolean {
  return typeof activity === 'object' && activity.connections === 0;
}

function awakeActivity(cluster: Cluster, at: number): 'silent' | Load {
  if (at < cluster.createdAt || isDown(cluster.statuses.at(at).status)) return 'silent';
  const load = loadAt(cluster.uses.findLast((entry) => entry.at <= at)?.use ?? [], at);
  return load === 'missing' ? 'silent' : load;
}

/** Until when (ms) a cluster's activity surely stays as it is at a time, but for its pauses. */
function staysUntil({ createdAt, statuses, uses }: Cluster, at: number): number {
  const use = uses.findLast((entry) => entry.at <= at)?.use ?? [];
  const [turn = at + quarterMs] = isRecording(use) ? [at] : possibleTurns(use, at, at + quarterMs);
  let until = at < createdAt ? Math.min(turn, createdAt) : turn;
  for (const { entries } of [statuses, { entries: uses }])
    for (let index = entries.length - 1; index >= 0; index -= 1) {
      const entry = entries[index];
      if (entry === undefined || entry.at <= at) break;
      until = Math.min(until, entry.at);
    }
  return until;
}

/** The capacity of each serverless instance at `at` (ms) as if it were not paused, in the order of members. */
export function unitsByMember(cluster: Cluster, at: number): number[] {
  const activity = awakeActivity(cluster, at);
  const limits = cluster.capacities?.at(at);
  return cluster.members.filter(isServerless).map(({ id, isWriter }) => {
    if (activity === 'silent') return 0;
    const { recording } = activity;
    const recorded = recording && recordedValue(recording, recording.capacity.get(id), at);
    if (typeof recorded === 'number' && limits !== undefined) return withinLimits(limits, recorded);
    return unitsAt(cluster, isWriter ? activity : idleLoad, at) ?? 0;
  });
}
