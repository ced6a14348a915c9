import type { AspectRow } from '../day/aspect-rows.ts';
import { stretches } from '../day/stretches.ts';
import type { Streaming } from '../day/timeline.ts';
import type { Capacity } from '../world/world.ts';

/** One rectangle for each stretch of time in which the stream runs, changes or is missing. */
export function streamBar(streaming: readonly Streaming[]): string {
  const rects = stretches(streaming)
    .filter(({ value }) => value !== 'off')
    .map(({ value, from, length }) => `<rect class="${value}" x="${from}" width="${length}" height="1"/>`);
  return `<svg viewBox="0 0 ${streaming.length} 1" preserveAspectRatio="none">${rects.join('')}</svg>`;
}

/** The band between min and max as it changes, and in it what the cluster has scaled to. */
export function capacityBar(capacities: readonly Capacity[]): string {
  const top = Math.max(1, ...capacities.map(({ max }) => max));
  const limits = stretches(capacities, ({ min, max }) => `${min}-${max}`).map(
    ({ value: { min, max }, from, length }) =>
      `<rect class="limits" x="${from}" y="${top - max}" width="${length}" height="${max - min}"><title>${min}-${max}</title></rect>`,
  );
  const used = stretches(capacities, ({ units }) => units).map(
    ({ value: { units }, from, length }) =>
      `<rect class="used" x="${from}" y="${top - units}" width="${length}" height="${units}"/>`,
  );
  return `<svg class="high" viewBox="0 0 ${capacities.length} ${top}" preserveAspectRatio="none">${limits.join('')}${used.join('')}</svg>`;
}

/** The clusters of one aspect under their title, in the columns of the day; nothing where there are none. */
export function aspectRows(
  rows: readonly AspectRow[],
  [title, figure, legend]: readonly [title: string, figure: string, legend: string],
  barOf: (row: AspectRow) => string,
  escaped: (text: string) => string,
): string[] {
  if (rows.length === 0) return [];
  return [
    `<tr><th colspan="2">${title}</th><th class="legend">${legend}</th><th class="hours">${figure}</th><th colspan="2"></th></tr>`,
    ...rows.map((row) => {
      const cells = [
        `<td>${escaped(row.track.id)}`,
        `<td class="engine">${escaped(row.track.engine)}`,
        `<td class="bar">${barOf(row)}`,
        `<td class="hours">${escaped(row.figure)}`,
        `<td title="${escaped(row.detail)}">${escaped(row.reason)}`,
        `<td class="rule">${escaped(row.rule)}`,
      ];
      return `<tr>${cells.join('</td>')}</td></tr>`;
    }),
  ];
}
