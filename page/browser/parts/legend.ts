import { html, type TemplateResult } from 'lit-html';
import type { Timeline } from '../../../timeline/timeline.ts';
import { hatched, markKinds, markLooks, powerNames, powerStates, streamStates } from '../data/states.ts';

const glyphs = {
  circle: '●',
  ring: '○',
  square: '■',
  diamond: '◆',
  triangle: '▼',
  cross: '✕',
} as const;

/** Explains the colours and shapes that occur. */
export function legend(timeline: Timeline, old: Timeline | undefined): TemplateResult {
  const clusters = [...timeline.clusters, ...(old?.clusters ?? [])];
  const powers = new Set(clusters.flatMap(({ power }) => power.map(([, state]) => state)));
  const streams = new Set(clusters.flatMap(({ stream = [] }) => stream.map(([, state]) => state)));
  const kinds = new Set(clusters.flatMap(({ marks }) => marks.map(({ kind }) => kind)));
  const areas: readonly (readonly [color: string, name: string])[] = [
    ...powerNames.filter((name) => powers.has(name)).map((name) => [name, powerStates[name]] as const),
    ...(['on', 'missing', 'changing'] as const)
      .filter((name) => streams.has(name))
      .map((name) => [`stream-${name}`, streamStates[name]] as const),
    ...(clusters.some(({ capacity }) => capacity) ? [['limits', 'capacity from min to max'] as const] : []),
    ...(clusters.some(({ units }) => units) ? [['units', 'capacity in use'] as const] : []),
    ...(old ? [['difference', 'differs; above it the old policy, below it the new one'] as const] : []),
  ];
  return html`<ul class="legend" aria-label="Legend">
    ${areas
      .filter(([color]) => color !== 'absent')
      .map(([color, name]) => html`<li><i class=${lookOf(color)} data-color=${color}></i>${name}</li>`)}
    ${markKinds.flatMap((kind) => {
      const { shape, name, color } = markLooks[kind];
      const isShown = shape !== undefined && kinds.has(kind);
      return isShown
        ? html`<li><b data-color=${color} aria-hidden="true">${glyphs[shape]}</b>${name}</li>`
        : [];
    })}
  </ul>`;
}

function lookOf(color: string): string {
  if (color === 'stopped') return 'stopped';
  return hatched.has(color) ? 'hatched' : '';
}

/** Gives the samples of a legend their colours; a style within HTML would be against the policy of the page. */
export function colorLegend(): void {
  for (const sample of document.querySelectorAll<HTMLElement>('.legend [data-color]')) {
    sample.style.setProperty('--shade', `var(--${sample.dataset.color})`);
  }
}
