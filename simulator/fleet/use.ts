import type { Load, Use } from './fleet.ts';
import { isWithin } from './hours.ts';

/** An instance that nobody uses still works a little for itself. */
export const idleLoad: Load = { connections: 0, requests: 0, cpu: 4 };

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;

/** The load that clients put on a cluster at a time (ms). */
export function loadAt(use: Use, at: number): 'missing' | Load {
  if (use === 'missing') return use;
  return use.find(({ hours, timezone }) => isWithin(hours, timezone, at))?.load ?? idleLoad;
}

/** Whether clients are connected at a time (ms). */
export function isConnected(use: Use, at: number): boolean {
  const load = loadAt(use, at);
  return load !== 'missing' && load.connections > 0;
}

/**
 * When the first clients come or the last ones go, after `from` and until `until` (ms); `until` when they don't so
 * soon, undefined when they never do.
 */
export function nextTurn(use: Use, from: number, until: number): number | undefined {
  if (turningMinutes(use).length === 0) return undefined;
  const now = isConnected(use, from);
  for (const at of possibleTurns(use, from, until)) {
    if (isConnected(use, at) !== now) return at;
  }
  return until;
}

/** All times after `from` and until `until` (ms) at which use may change, in order. */
export function* possibleTurns(use: Use, from: number, until: number): Generator<number> {
  const minutes = turningMinutes(use);
  if (minutes.length === 0) return;
  for (let quarter = Math.floor(from / quarterMs) * quarterMs; quarter <= until; quarter += quarterMs) {
    for (const minute of minutes) {
      const at = quarter + minute * minuteMs;
      if (at > from && at <= until) yield at;
    }
  }
}

/** Minutes of a quarter of an hour: time zones differ by quarters, and so do their clocks. */
function turningMinutes(use: Use): number[] {
  if (use === 'missing') return [];
  const ends = use.flatMap(({ hours: { days, start, end } }) =>
    days.size === 7 && start === 0 && end === 1_440 ? [] : [0, start % 15, end % 15],
  );
  return [...new Set(ends)].sort((a, b) => a - b);
}
