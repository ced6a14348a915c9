import { hang } from '../../cli/terminal/columns.ts';
import { HOUR_MS } from '../../shared/policy/time/units.ts';
import type { AspectRow } from '../day/aspect-rows.ts';
import type { Track } from '../day/timeline.ts';
import { renderLevels, renderStreaming } from './bar.ts';
import { headOf, hoursPerChar, layOut, type TableOptions } from './table.ts';

/** The activity streams over the day; empty where no rule decides any. */
export function streamTable(rows: readonly AspectRow[], options: TableOptions): string[] {
  const lines = tableOf(rows, ['Activity streams', 'missing'], options, ({ streaming }, perChar) =>
    renderStreaming(streaming, perChar),
  );
  const legend = '█ runs, ! missing or not as declared, ▒ changing (restarts the cluster), ░ off';
  return withLegend(lines, legend, options);
}

/** The max of serverless capacities over the day; empty where no rule decides any. */
export function capacityTable(rows: readonly AspectRow[], options: TableOptions): string[] {
  const lines = tableOf(rows, ['Serverless capacity', 'at the end'], options, ({ capacities }, perChar) =>
    renderLevels(
      capacities.map(({ max }) => max),
      perChar,
    ),
  );
  return withLegend(lines, '▁ to █ the max of the cluster, against its greatest of the day', options);
}

function withLegend(lines: readonly string[], legend: string, { paint, width }: TableOptions): string[] {
  return lines.length === 0 ? [] : ['', ...lines, ...hang('  ', legend, width, (line) => paint('dim', line))];
}

function tableOf(
  rows: readonly AspectRow[],
  titles: readonly [title: string, figure: string],
  options: TableOptions,
  barOf: (track: Track, perChar: number) => string,
): string[] {
  if (rows.length === 0) return [];
  const head = headOf(
    rows.map(({ track }) => track),
    titles,
    options,
  );
  const cells = rows.map(({ track, figure, reason, rule }) => [
    `  ${track.id}`,
    track.engine,
    barOf(
      track,
      (hoursPerChar(
        rows.map(({ track: one }) => one),
        options,
      ) *
        HOUR_MS) /
        options.stepMs,
    ),
    figure.padStart(titles[1].length),
    reason,
    options.paint('dim', rule),
  ]);
  return layOut([head, ...cells], options.width);
}
