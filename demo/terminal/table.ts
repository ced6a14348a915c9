import { columns, width as widthOf } from '../../cli/terminal/columns.ts';
import type { Paint } from '../../cli/terminal/paint.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import { HOUR_MS } from '../../shared/policy/time/units.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import { hoursOf, stoppedMs, type Track } from '../day/timeline.ts';
import { renderBar } from './bar.ts';

const RULER_HOURS = 6;
/** What a narrow terminal has no room for goes, the rule first, then the engine. */
const LAYOUTS = [
  [0, 1, 2, 3, 4, 5],
  [0, 1, 2, 3, 4],
  [0, 2, 3, 4],
] as const;

export interface TableOptions {
  readonly paint: Paint;
  readonly timezone: string;
  readonly from: number;
  readonly stepMs: number;
  /** Of the terminal. */
  readonly width: number;
}

/** The day of every cluster as a bar with one character an hour, how long it was stopped, and why or why not. */
export function dayTable(
  tracks: readonly Track[],
  telling: ReadonlyMap<string, Decision>,
  options: TableOptions,
): string[] {
  const { paint, stepMs, width } = options;
  const head = headOf(tracks, ['', 'stopped'], options);
  const places = Map.groupBy(tracks, ({ account, region }) => `${account}  ${region}`);
  const cells = [...places.values()].flat().map((track) => {
    const { reason = '', rule = '' } = telling.get(track.arn) ?? {};
    const stopped = hoursOf(stoppedMs(track, stepMs)).padStart(7);
    return [
      `  ${track.id}`,
      track.engine,
      renderBar(track.power, HOUR_MS / stepMs),
      stopped,
      reason,
      paint('dim', rule),
    ];
  });
  const rows = layOut([head, ...cells], width);
  const lines = rows.slice(0, 1);
  let next = 1;
  for (const [place, group] of places) {
    lines.push(paint('heading', place), ...rows.slice(next, next + group.length));
    next += group.length;
  }
  return lines;
}

/** The first row of a table of tracks: a title, a ruler over the bars, what the figure is, why and which rule. */
export function headOf(
  tracks: readonly Track[],
  [title, figure]: readonly [title: string, figure: string],
  { paint, from, stepMs, timezone }: TableOptions,
): string[] {
  const to = from + stepMs * Math.max(0, ...tracks.map(({ power }) => power.length));
  const ruler = rulerOf(from, to, timezone).map(({ time }) => time.padEnd(RULER_HOURS));
  const dim = ['', ruler.join('').trimEnd(), figure, 'why', 'rule'].map((text) => paint('dim', text));
  return [paint('heading', title), ...dim];
}

/** Rows of name, engine, bar, figure, why and rule, as far as there is room. */
export function layOut(rows: readonly (readonly string[])[], width: number): string[] {
  const laidOut = LAYOUTS.map((kept) => columns(rows.map((row) => kept.map((index) => row[index] ?? ''))));
  const narrowest = laidOut.at(-1) ?? [];
  return laidOut.find((lines) => lines.every((line) => widthOf(line) <= width)) ?? narrowest;
}

/** The local time every six hours, and how many hours there are up to the next. */
export function rulerOf(from: number, to: number, timezone: string): { time: string; hours: number }[] {
  const marks: { time: string; hours: number }[] = [];
  for (let at = from; at < to; at += RULER_HOURS * HOUR_MS) {
    const time = formatWhen(at, timezone, at).slice(-5);
    marks.push({ time, hours: Math.min(RULER_HOURS, (to - at) / HOUR_MS) });
  }
  return marks;
}
