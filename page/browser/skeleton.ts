import { html, type TemplateResult } from 'lit-html';
import type { Column } from './columns.ts';
import type { Content } from './content.ts';
import type { Clock } from './format.ts';
import { legend } from './legend.ts';

const kinds = {
  day: 'A day on the simulator',
  simulation: 'Simulation',
  forecast: 'Forecast',
  report: 'What was done',
} as const;

/** The parts of the page, which others fill. */
export function skeleton(
  { timeline, old }: Content,
  clock: Clock,
  columns: readonly Column[],
): TemplateResult {
  const { policy, fleet, kind, mode, from, to, notes } = timeline;
  const [first, ...rest] = columns;
  const when = (iso: string): string => clock.when(Date.parse(iso) / 1000);
  return html`
    <header>
      <p class="kind">${old ? 'Comparison' : kinds[kind]}</p>
      <h1>${old ? html`${old.policy} → ${policy}` : policy} on ${fleet}</h1>
      <p>${when(from)} to ${when(to)}, times of ${clock.timezone}; mode ${mode}</p>
    </header>
    <section class="summary" aria-label="Figures"></section>
    ${notes.length > 0 ? html`<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : ''}
    <section class="rules" aria-label="Rules"></section>
    <section aria-label="Clusters" class="clusters">
      <h2>Clusters</h2>
      <form class="toolbar" role="search" aria-label="Filter clusters" @submit=${(event: Event) => event.preventDefault()}></form>
      ${legend(timeline, old)}
      <div class="overview" role="img" aria-label="How many clusters were in each state over time"></div>
      <div class=${`grid ${columns.some(({ key }) => key === 'saved') ? 'has-money' : ''}`} role="grid" aria-label="Timelines of clusters" aria-describedby="help">
        <div class="grid-head row" role="row" aria-rowindex="1">
          ${first ? columnHead(first) : ''}
          <div role="columnheader" class="lane-cell"><span class="hidden">Timeline</span><div class="time-head" aria-hidden="true"></div></div>
          ${rest.map(columnHead)}
        </div>
        <div class="grid-body" role="rowgroup"></div>
      </div>
      <p id="help">Drag to move in time, pinch or Ctrl with the wheel to zoom, drag in the chart above to choose a time. Keys: up and down for clusters, left and right for what happens, + and - to zoom, 0 for all.</p>
    </section>
    <div class="zoom-buttons" role="group" aria-label="Zoom">
      <button type="button" data-zoom="in" aria-label="Zoom in">+</button><button type="button" data-zoom="out" aria-label="Zoom out">−</button><button type="button" data-zoom="all">All</button>
    </div>
    <div id="tip" role="tooltip" hidden></div>
    <div id="voice" class="hidden" aria-live="polite"></div>`;
}

function columnHead({ key, title, kind }: Column): TemplateResult {
  return html`<div role="columnheader" class=${`${kind} ${key}`} data-column=${key} aria-sort="none"><button type="button" data-column=${key}>${title}</button></div>`;
}
