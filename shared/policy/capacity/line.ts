import type { ServerlessCapacity } from '../model/cluster.ts';
import type { CapacityLine, Policy, Rule } from '../model/policy.ts';
import { windowAt } from '../time/hours.ts';
import type { EpochMs } from '../time/units.ts';
import { describeWindow, formatDuration, formatWhenIn } from '../time/when.ts';

/** Which line of a rule holds at an instant, for people too. */
export type LineNow =
  | { readonly line: CapacityLine; readonly detail: string }
  | { readonly line?: never; readonly detail: string };

/** The first line whose hours are now, or that has none. */
export function lineAt({ calendars }: Policy, { capacity = [], timezone }: Rule, now: EpochMs): LineNow {
  const lines = capacity.map((line) => ({
    line,
    window: line.hours && windowAt(line.hours, timezone, calendars, now),
  }));
  const found = lines.find(({ window }) => window === undefined || window.open);
  if (found !== undefined) {
    const { line, window } = found;
    const detail =
      line.hours && window
        ? describeWindow(line.hours, window, timezone, now)
        : 'by the line that has no hours';
    return { line, detail };
  }
  const next = Math.min(...lines.flatMap(({ window }) => window?.until ?? []));
  const begins = Number.isFinite(next) ? `; the next begins ${formatWhenIn(next, timezone, now)}` : '';
  return { detail: `no line has its hours now${begins}` };
}

/** Whether a cluster has what a line says. How long until it pauses counts where the line names it. */
export function isDeclared(line: CapacityLine, { min, max, autoPauseAfterMs }: ServerlessCapacity): boolean {
  const pause = pauseOf(line);
  return line.min === min && line.max === max && (pause === undefined || pause === autoPauseAfterMs);
}

/** How long a line lets a cluster be without connections until it pauses: named, and possible. */
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
