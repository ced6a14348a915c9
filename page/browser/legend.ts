import { html, type TemplateResult } from 'lit-html';
import type { Timeline } from '../../timeline/timeline.ts';
import { markKinds, markLooks, powerNames, powerStates, streamStates } from './states.ts';

const glyphs = { circle: '●', ring: '○', square: '■', diamond: '◆', triangle: '▼', cross: '✕' } as const;

/** Explains the colours and shapes that occur. */
export function legend(timeline: Timeline, old: Timeline | undefined): TemplateResult {
  const clusters = [...timeline.clusters, ...(old?.clusters ?? [])];
  const states = new Set(clusters.flatMap(({ power }) => power.map(([, state]) => state)));
  const kinds = new Set(clusters.flatMap(({ marks }) => marks.map(({ kind }) => kind)));
  const streams = new Set(clusters.flatMap(({ stream = [] }) => stream.map(([, state]) => state)));
  const hasCapacity = clusters.some(({ capacity }) => capacity !== undefined);
  return html`<ul class="legend" aria-label="Legend">
    ${powerNames.filter((name) => name !== 'absent' && states.has(name)).map((name) => html`<li><i class=${name}></i>${powerStates[name]}</li>`)}
    ${(['on', 'missing', 'changing'] as const).filter((name) => streams.has(name)).map((name) => html`<li><i class=${`stream-${name}`}></i>${streamStates[name]}</li>`)}
    ${hasCapacity ? html`<li><i class="limits"></i>capacity from min to max</li>` : ''}
    ${markKinds.flatMap((kind) => {
      const { shape, name, color } = markLooks[kind];
      return shape !== undefined && kinds.has(kind)
        ? [html`<li><b class=${color} aria-hidden="true">${glyphs[shape]}</b>${name}</li>`]
        : [];
    })}
    ${old ? html`<li><i class="difference"></i>differs (the upper line is the old policy)</li>` : ''}
  </ul>`;
}
