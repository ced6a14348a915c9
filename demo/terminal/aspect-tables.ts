import { HOUR_MS } from '../../shared/policy/time/units.ts';
import type { AspectRow } from '../day/aspect-rows.ts';
import type { Track } from '../day/timeline.ts';
import { renderLevels, renderStreaming } from './bar.ts';
import { headOf, layOut, type TableOptions } from './table.ts';

/** The activity streams over the day, one character an hour; nothing where no rule decides any. */
export function streamTable(rows: readonly AspectRow[], options: TableOptions): string[] {
  const lines = tableOf(rows, ['Activity streams', 'missing'], options, ({ streaming }, perChar) =>
    renderStreaming(streaming, perChar),
  );
  const legend = '  █ it runs  ! missing, or not as declared  ▒ on its way, which restarts the cluster';
  return lines.length === 0 ? [] : ['', ...lines, options.paint('dim', legend)];
}

/** The max of serverless capacities over the day, one character an hour; nothing where no rule decides any. */
export function capacityTable(rows: readonly AspectRow[], options: TableOptions): string[] {
  const lines = tableOf(rows, ['Serverless capacity', 'in the end'], options, ({ capacities }, perChar) =>
    renderLevels(
      capacities.map(({ max }) => max),
      perChar,
    ),
  );
  const legend = '  ▁ to █ the max of the cluster, beside its greatest of the day';
  return lines.length === 0 ? [] : ['', ...lines, options.paint('dim', legend)];
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
    barOf(track, HOUR_MS / options.stepMs),
    figure.padStart(titles[1].length),
    reason,
    options.paint('dim', rule),
  ]);
  return layOut([head, ...cells], options.width);
}
