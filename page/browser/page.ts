import { render } from 'lit-html';
import { columnsOf, nextSort, type Sort, sorted } from './columns.ts';
import type { Content } from './content.ts';
import { find } from './dom.ts';
import { figures } from './figures.ts';
import { type Filters, filtered, noFilters } from './filter.ts';
import { createClock } from './format.ts';
import { Grid } from './grid.ts';
import { followKeys } from './keys.ts';
import { Overview } from './overview.ts';
import { followPointer } from './pointer.ts';
import { RowView } from './row-view.ts';
import { rowsOf, secondsAt } from './rows.ts';
import { rules } from './rules.ts';
import { skeleton } from './skeleton.ts';
import { sumOf } from './sum.ts';
import { forgetTheme } from './theme.ts';
import { TimeHead } from './time-head.ts';
import { Tip } from './tip.ts';
import { endOf } from './tip-text.ts';
import { createToolbar } from './toolbar.ts';
import { type Range, Zoom } from './zoom.ts';

/** Builds the page. */
export function createPage(content: Content): void {
  const { timeline, old } = content;
  const clock = createClock(timeline.timezone);
  const rows = rowsOf(content);
  const columns = columnsOf(rows);
  const end = endOf(timeline);
  const full: Range = { from: secondsAt(timeline, 0), to: secondsAt(timeline, end) };
  let filters: Filters = noFilters;
  let sort: Sort | undefined;

  render(skeleton(content, clock, columns), find('#page'));
  const body = find('.grid-body');
  const tip = new Tip(find('#tip'), find('#voice'));
  const narrow = matchMedia('(max-width: 50rem)');
  const rowOptions = { columns, clock, end, secondsAt: (minute: number) => secondsAt(timeline, minute) };
  const grid = new Grid({
    body,
    isNarrow: () => narrow.matches,
    createRow: (row, index) => new RowView(row, index, rowOptions),
  });
  const head = new TimeHead(find('.time-head'), full, clock);
  const overview = new Overview(find('.overview'), full, end, clock, (range) => zoom.set(range));
  const zoom = new Zoom(body, full, laneBox, (range) => {
    grid.setRange(range);
    head.setRange(range);
    overview.setRange(range);
    tip.hide();
  });
  const toolbar = createToolbar(rows, (changed) => {
    filters = changed;
    update();
  });

  function update(): void {
    const shown = sorted(filtered(rows, filters), columns, sort);
    render(toolbar.template(filters, shown.length), find('.toolbar'));
    const isAll = shown.length === rows.length;
    const of = (clusters: readonly { readonly totals: typeof timeline.totals }[]) =>
      sumOf(clusters.map(({ totals }) => totals));
    const was = old && (isAll ? old.totals : of(shown.flatMap((row) => row.old ?? [])));
    render(figures(isAll ? timeline.totals : of(shown.map(({ cluster }) => cluster)), was), find('.summary'));
    overview.show(shown.map(({ cluster }) => cluster));
    grid.show(shown);
    find('[role=grid]').setAttribute('aria-rowcount', String(shown.length + 1));
  }

  function laneBox(): { left: number; width: number } {
    const [outer, inner] = [body.getBoundingClientRect(), find('.time-head').getBoundingClientRect()];
    return { left: inner.left - outer.left, width: Math.max(1, inner.width) };
  }

  function resize(): void {
    head.resize();
    overview.resize();
    grid.refresh();
    zoom.resize();
  }

  function redraw(): void {
    forgetTheme();
    resize();
  }

  render(rules(timeline), find('.rules'));
  update();
  zoom.reset();
  find('.grid-head').addEventListener('click', (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const column = columns.find(({ key }) => key === button?.dataset.column);
    if (column === undefined) return;
    sort = nextSort(sort, column);
    for (const cell of document.querySelectorAll<HTMLElement>('[role=columnheader][data-column]')) {
      const isSorted = cell.dataset.column === sort?.column;
      cell.setAttribute('aria-sort', !isSorted ? 'none' : sort?.isDescending ? 'descending' : 'ascending');
    }
    update();
  });
  find('.zoom-buttons').addEventListener('click', (event) => {
    const action = event.target instanceof HTMLElement ? event.target.dataset.zoom : undefined;
    if (action === 'in') zoom.by(2);
    if (action === 'out') zoom.by(0.5);
    if (action === 'all') zoom.reset();
  });
  followPointer({ body, grid, tip, timeline, clock });
  followKeys({ body, grid, tip, zoom, timeline, clock });
  new ResizeObserver(resize).observe(find('.time-head'));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  document.documentElement.dataset.ready = '';
}
