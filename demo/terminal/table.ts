import { columns, width as widthOf } from '../../cli/terminal/columns.ts';
import type { Paint } from '../../cli/terminal/paint.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import { HOUR_MS } from '../../shared/policy/time/units.ts';
import { asleepMs, hoursOf, type Track } from '../day/timeline.ts';
import { renderBar } from './bar.ts';
import { rulerOf } from './ruler.ts';

/** Columns that are kept, the fewer the narrower the terminal is: the rule goes first, then the engine, then the reason. */
const LAYOUTS = [
  [0, 1, 2, 3, 4, 5],
  [0, 1, 2, 3, 4],
  [0, 2, 3, 4],
  [0, 2, 3],
] as const;

/** Hours that one character of a bar may stand for, and the widest bar for which it does. */
const SCALES = [1, 2, 3, 4, 6, 12, 24];
const WIDEST_BAR = 48;

export interface TableOptions {
  readonly paint: Paint;
  readonly timezone: string;
  readonly from: number;
  readonly stepMs: number;
  /** Width of the terminal. */
  readonly width: number;
}

/** The day of every cluster as a bar, how long it was asleep, and why or why not. */
export function dayTable(
  tracks: readonly Track[],
  telling: ReadonlyMap<string, Decision>,
  options: TableOptions,
): string[] {
  const { paint, stepMs, width } = options;
  const perChar = hoursPerChar(tracks, options);
  const head = headOf(tracks, ['', ' asleep'], options);
  const places = Map.groupBy(tracks, ({ account, region }) => `${account}  ${region}`);
  const cells = [...places.values()].flat().map((track) => {
    const { reason = '', rule = '' } = telling.get(track.arn) ?? {};
    const asleep = hoursOf(asleepMs(track, stepMs)).padStart(7);
    return [
      `  ${track.id}`,
      track.engine,
      renderBar(track.power, (perChar * HOUR_MS) / stepMs),
      asleep,
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

/** The hours that one character stands for, so that a long run fits a terminal; one in a file or pipe. */
export function hoursPerChar(tracks: readonly Track[], { stepMs, width }: TableOptions): number {
  if (!Number.isFinite(width)) return 1;
  const hours = (Math.max(0, ...tracks.map(({ power }) => power.length)) * stepMs) / HOUR_MS;
  // Names and figures need about as much as they do at 80 columns.
  const room = Math.max(12, Math.min(WIDEST_BAR, width - 46));
  return SCALES.find((scale) => hours / scale <= room) ?? 24;
}

/** The first row of a table of tracks: a title, a ruler over the bars, and the heads of figure, reason and rule. */
export function headOf(
  tracks: readonly Track[],
  [title, figure]: readonly [title: string, figure: string],
  options: TableOptions,
): string[] {
  const { paint, from, stepMs, timezone } = options;
  const perChar = hoursPerChar(tracks, options);
  const to = from + stepMs * Math.max(0, ...tracks.map(({ power }) => power.length));
  const chars = Math.ceil((to - from) / HOUR_MS / perChar);
  const ruler = rulerOf(from, to, timezone, chars / 6)
    .map(({ label, hours }) => label.padEnd(hours / perChar))
    .join('')
    .trimEnd();
  const dim = ['', ruler, figure, 'why', 'rule'].map((text) => paint('dim', text));
  return [paint('heading', title), ...dim];
}

/** Rows of name, engine, bar, figure, why and rule, as far as there is room. */
export function layOut(rows: readonly (readonly string[])[], width: number): string[] {
  const laidOut = LAYOUTS.map((kept) => columns(rows.map((row) => kept.map((index) => row[index] ?? ''))));
  const narrowest = laidOut.at(-1) ?? [];
  return laidOut.find((lines) => lines.every((line) => widthOf(line) <= width)) ?? narrowest;
}
