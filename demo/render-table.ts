import type { PlannedCluster } from '../cli/plan.ts';
import { columns } from '../cli/render/columns.ts';
import type { Paint } from '../cli/render/paint.ts';
import { formatWhen } from '../shared/policy/when.ts';
import { renderBar } from './render-bar.ts';
import { stoppedMs, type Track } from './timeline.ts';

const HOUR_MS = 3_600_000;
const RULER_HOURS = 6;

export interface TableOptions {
  readonly paint: Paint;
  readonly timezone: string;
  readonly from: number;
  readonly stepMs: number;
}

/** The day of every cluster as a bar with one character an hour, how long it was stopped, and what holds now. */
export function dayTable(
  tracks: readonly Track[],
  decided: readonly PlannedCluster[],
  options: TableOptions,
): string[] {
  const { paint, stepMs } = options;
  const decisions = new Map(decided.map((one) => [one.arn, one]));
  const hours = Math.max(0, ...tracks.map(({ power }) => Math.ceil((power.length * stepMs) / HOUR_MS)));
  const head = ['', '', ruler(options, hours), 'stopped', 'now'].map((text) => paint('dim', text));
  const places = Map.groupBy(tracks, ({ account, region }) => `${account}  ${region}`);
  const rows = columns([
    head,
    ...[...places.values()].flat().map((track) => {
      const decision = decisions.get(track.arn);
      return [
        `  ${track.id}`,
        track.engine,
        renderBar(track.power, HOUR_MS / stepMs),
        hoursOf(stoppedMs(track, stepMs)).padStart(7),
        decision === undefined ? '' : `${decision.change ?? 'left'}, ${decision.reason}`,
      ];
    }),
  ]);
  const lines = rows.slice(0, 1);
  let next = 1;
  for (const [place, group] of places) {
    lines.push(paint('heading', place), ...rows.slice(next, next + group.length));
    next += group.length;
  }
  return lines;
}

/** `3.5 h`, or nothing for none. */
export function hoursOf(ms: number): string {
  return ms === 0 ? '' : `${(ms / HOUR_MS).toFixed(1)} h`;
}

/** The local time at every sixth character. */
function ruler({ from, timezone }: TableOptions, hours: number): string {
  let text = '';
  for (let hour = 0; hour < hours; hour += RULER_HOURS) {
    const time = formatWhen(from + hour * HOUR_MS, timezone, from).slice(-5);
    text += time.padEnd(RULER_HOURS);
  }
  return text.trimEnd();
}
