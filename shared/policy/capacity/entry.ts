import type { ServerlessCapacity } from '../model/cluster.ts';
import type { CapacityEntry, Policy } from '../model/policy.ts';
import { windowAt } from '../time/hours.ts';
import type { LocalTime } from '../time/local-time.ts';
import { describeWindow, formatDuration, formatWhenIn } from '../time/when.ts';

/** The entry of a rule that applies at an instant, and why. Absent: none does. */
export interface EntryNow {
  readonly entry?: CapacityEntry;
  readonly detail: string;
}

/** The first entry whose hours are now, or that has none. */
export function entryAt(
  { calendars }: Policy,
  capacity: readonly CapacityEntry[],
  local: LocalTime,
): EntryNow {
  const entries = capacity.map((entry) => ({
    entry,
    window: entry.hours && windowAt(entry.hours, calendars, local),
  }));
  const found = entries.find(({ window }) => window === undefined || window.open);
  if (found !== undefined) {
    const { entry, window } = found;
    const detail =
      entry.hours && window
        ? describeWindow(entry.hours, window, local, calendars)
        : 'the entry without hours';
    return { entry, detail };
  }
  const next = Math.min(...entries.flatMap(({ window }) => window?.until ?? []));
  const begins = Number.isFinite(next) ? `; the next one starts ${formatWhenIn(next, local)}` : '';
  return { detail: `no entry applies now${begins}` };
}

/** Whether a cluster has the capacity of an entry. The time until it pauses counts where the entry names it. */
export function isDeclared(
  entry: CapacityEntry,
  { min, max, autoPauseAfterMs }: ServerlessCapacity,
): boolean {
  const pause = pauseOf(entry);
  return entry.min === min && entry.max === max && (pause === undefined || pause === autoPauseAfterMs);
}

/** How long a cluster is without connections until it pauses, where that is named and it can pause at all. */
export function pauseOf({ min, autoPauseAfterMs }: ServerlessCapacity): number | undefined {
  return min === 0 ? autoPauseAfterMs : undefined;
}

/**
 * @example
 * formatCapacity({ min: 0, max: 8, autoPauseAfterMs: 600_000 }, 'ACU') // '0-8 ACU pausing after 10m'
 */
export function formatCapacity(capacity: ServerlessCapacity, unit: string): string {
  const pause = pauseOf(capacity);
  const pausing = pause === undefined ? '' : ` pausing after ${formatDuration(pause)}`;
  return `${capacity.min}-${capacity.max} ${unit}${pausing}`;
}
