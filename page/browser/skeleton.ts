import { html, type TemplateResult } from 'lit-html';
import { notesOfBoth } from '../../timeline/notes.ts';
import type { Content } from './data/content.ts';
import { type Clock, count } from './data/format.ts';
import type { Column, Sort } from './grid/columns.ts';
import { legend } from './parts/legend.ts';

const OPEN_NOTES = 4;

const kinds = {
  day: 'A day on the simulator',
  simulation: 'Simulation',
  forecast: 'Forecast',
  report: 'What was done',
} as const;

/** The parts of the page, which others fill. */
export function skeleton(content: Content, clock: Clock, columns: readonly Column[]): TemplateResult {
  const { timeline, old } = content;
  const { policy, fleet, kind, mode, from, to, notes } = timeline;
  const [first, ...rest] = columns;
  const when = (iso: string): string => clock.when(Date.parse(iso) / 1000);
  return html`
    <header>
      <p class="kind">${old ? `${kinds[kind]}, two policies compared` : kinds[kind]}</p>
      <h1>${old ? `${old.policy} → ${policy}` : policy} on ${fleet}</h1>
      <p>${when(from)} to ${when(to)}, times of ${clock.timezone}; mode ${mode}</p>
    </header>
    <section class="summary" aria-label="Figures"></section>
    <div class="beside">
      <section class="rules" aria-label="Rules"></section>
      ${noteList(old ? notesOfBoth(old, timeline) : notes)}
    </div>
    <section aria-label="Clusters" class="clusters">
      <h2>Clusters</h2>
      <form class="toolbar" role="search" aria-label="Filter clusters" @submit=${(event: Event) => event.preventDefault()}></form>
      ${legend(timeline, old)}
      <div class="overview" role="img" aria-label="How many clusters are in each state over time"></div>
      <div class="grid" role="grid" aria-label="Timelines of clusters" aria-describedby="help">
        <div class="head-group" role="rowgroup">
          <div class="grid-head row" role="row" aria-rowindex="1">
            ${first ? columnHead(first, zoomButtons) : ''}
            <div role="columnheader" class="lane-cell"><span class="hidden">Timeline</span>
              <div class="time-head" aria-hidden="true"></div></div>
            ${rest.map((column) => columnHead(column))}
          </div>
        </div>
        <div class="grid-body" role="rowgroup"></div>
      </div>
      <p class="none" hidden>No cluster passes the filters.</p>
      <p id="help">Drag a timeline to move in time; Ctrl and the wheel, or two fingers, zoom; a drag in the chart above the timelines chooses the time. Keys: up and down for clusters, left and right for what happens to one, Enter for all about it, + and - to zoom, 0 for the whole time.</p>
    </section>
    <dialog id="detail" aria-labelledby="detail-title"></dialog>
    <div id="tip" hidden></div>
    <div id="voice" class="hidden" aria-live="polite"></div>`;
}

/** The first notes, and the others when somebody asks for them. */
function noteList(notes: readonly string[]): TemplateResult {
  const items = (some: readonly string[]): TemplateResult =>
    html`<ul>${some.map((note) => html`<li>${note}</li>`)}</ul>`;
  const [first, more] = [notes.slice(0, OPEN_NOTES), notes.slice(OPEN_NOTES)];
  return html`<section class="notes" aria-label="Notes">
    ${first.length > 0 ? html`<h2>Notes</h2>${items(first)}` : ''}
    ${more.length > 0 ? html`<details><summary>${count(more.length, 'more note')}</summary>${items(more)}</details>` : ''}
  </section>`;
}

const zoomButtons = html`<span class="zoom-buttons" role="group" aria-label="Zoom">${zoomButton('out', 'Zoom out', '−')}${zoomButton('in', 'Zoom in', '+')}${zoomButton('all', 'Whole time', '↔')}</span>`;

function zoomButton(action: string, title: string, text: string): TemplateResult {
  return html`<button type="button" data-zoom=${action} aria-label=${title} title=${title}>${text}</button>`;
}

function columnHead({ key, title, kind }: Column, more: TemplateResult | string = ''): TemplateResult {
  return html`<div role="columnheader" class=${`${kind} ${key}`} data-column=${key} aria-sort="none"><button type="button" data-column=${key}>${title}</button>${more}</div>`;
}

/** Marks the column that the rows are sorted by. */
export function showSort(sort: Sort | undefined): void {
  for (const cell of document.querySelectorAll<HTMLElement>('[role=columnheader][data-column]')) {
    const order = sort?.isDescending ? 'descending' : 'ascending';
    cell.setAttribute('aria-sort', cell.dataset.column === sort?.column ? order : 'none');
  }
}
