import type { Load, Use } from './fleet.ts';
import { isWithin } from './hours.ts';
import { type Recording, recordedValue, stretches } from './recording.ts';

/** An instance that nobody uses still works a little for itself. */
export const idleLoad: Load = { connections: 0, requests: 0, cpu: 4 };

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;

/** The load that clients put on a cluster at a time (ms). */
export function loadAt(use: Use, at: number): 'missing' | Load {
  if (use === 'missing') return use;
  if (isRecording(use)) return recordedLoad(use, at);
  return use.find(({ hours, timezone }) => isWithin(hours, timezone, at))?.load ?? idleLoad;
}

export function isRecording(use: Use): use is Recording {
  return typeof use === 'object' && 'stepMs' in use;
}

/**
 * The load that was recorded at a time (ms). A cluster that had paused by itself had no clients; of one that was down
 * nobody knows who would have used it.
 */
function recordedLoad(recording: Recording, at: number): Load {
  const { metrics, capacity } = recording;
  const metricValue = (name: string) => recordedValue(recording, metrics.get(name), at);
  const connections = metrics.has('DatabaseConnections') ? metricValue('DatabaseConnections') : 0;
  const cpu = metricValue('CPUUtilization');
  const units = [...capacity.values()].map((runs) => recordedValue(recording, runs, at));
  if (typeof connections !== 'number' && units.length > 0 && units.every((unit) => unit === 0))
    return idleLoad;
  return {
    connections: typeof connections === 'number' && typeof cpu === 'number' ? connections : Number.NaN,
    requests: 0,
    cpu: typeof cpu === 'number' ? cpu : 0,
    recording,
  };
}

/** Whether clients are connected at a time (ms). */
function isConnected(use: Use, at: number): boolean {
  const load = loadAt(use, at);
  return load !== 'missing' && load.connections > 0;
}

/**
 * When the first clients come or the last ones go, after `from` and until `until` (ms); `until` when they don't so
 * soon, undefined when they never do.
 */
export function nextTurn(use: Use, from: number, until: number): number | undefined {
  if (!isRecording(use) && turningMinutes(use).length === 0) return undefined;
  const now = isConnected(use, from);
  for (const at of possibleTurns(use, from, until)) {
    if (isConnected(use, at) !== now) return at;
  }
  return until;
}

/** All times after `from` and until `until` (ms) at which use may change, in order. */
export function* possibleTurns(use: Use, from: number, until: number): Generator<number> {
  if (isRecording(use)) {
    yield* recordedTurns(use, from, until);
    return;
  }
  const minutes = turningMinutes(use);
  if (minutes.length === 0) return;
  for (let quarter = Math.floor(from / quarterMs) * quarterMs; quarter <= until; quarter += quarterMs) {
    for (const minute of minutes) {
      const at = quarter + minute * minuteMs;
      if (at > from && at <= until) yield at;
    }
  }
}

/** A cluster may pause, or not, from the ends of runs on; that of the CPU says when there was an instance at all. */
function* recordedTurns(recording: Recording, from: number, until: number): Generator<number> {
  const { metrics, capacity } = recording;
  const known = [metrics.get('DatabaseConnections'), metrics.get('CPUUtilization'), ...capacity.values()];
  const turns = known.flatMap((runs) =>
    runs === undefined
      ? []
      : Array.from(stretches(recording, runs, from, until + 1), (stretch) => stretch.from),
  );
  const ends = [...turns, recording.from, recording.until].filter((at) => at > from && at <= until);
  yield* [...new Set(ends)].sort((a, b) => a - b);
}

const knownMinutes = new WeakMap<object, readonly number[]>();

/** Minutes of a quarter of an hour: time zones differ by quarters, and so do their clocks. */
function turningMinutes(use: Exclude<Use, Recording>): readonly number[] {
  if (use === 'missing') return [];
  const minutes = knownMinutes.get(use) ?? findTurningMinutes(use);
  knownMinutes.set(use, minutes);
  return minutes;
}

function findTurningMinutes(use: Exclude<Use, Recording | 'missing'>): number[] {
  const ends = use.flatMap(({ hours: { days, start, end } }) =>
    days.size === 7 && start === 0 && end === 1_440 ? [] : [0, start % 15, end % 15],
  );
  return [...new Set(ends)].sort((a, b) => a - b);
}
