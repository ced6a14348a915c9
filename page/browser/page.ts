import { render } from 'lit-html';
import { defined } from '../../shared/defined.ts';
import { sumOf } from '../../timeline/sum.ts';
import type { ClusterTimeline, Timeline } from '../../timeline/timeline.ts';
import { Overview } from './charts/overview.ts';
import { drawRuleCharts } from './charts/rule-charts.ts';
import { forgetTheme } from './charts/theme.ts';
import { TimeHead } from './charts/time-head.ts';
import type { Content } from './data/content.ts';
import { type Filters, filtered, noFilters } from './data/filter.ts';
import { createClock } from './data/format.ts';
import type { Range } from './data/range.ts';
import { endOf, rowsOf, secondsAt } from './data/rows.ts';
import { type Sums, withMaybe } from './data/sums.ts';
import { columnsOf, narrowTracksOf, nextSort, type Sort, sorted, tracksOf } from './grid/columns.ts';
import { Grid } from './grid/grid.ts';
import { RowView } from './grid/row-view.ts';
import { followKeys } from './input/keys.ts';
import { followPointer } from './input/pointer.ts';
import { followPrinting } from './input/printing.ts';
import { type Box, Zoom } from './input/zoom.ts';
import { openDetail } from './parts/detail.ts';
import { find, findDialog } from './parts/dom.ts';
import { figures } from './parts/figures.ts';
import { colorLegend } from './parts/legend.ts';
import { rules } from './parts/rules.ts';
import { Tip } from './parts/tip.ts';
import { createToolbar } from './parts/toolbar.ts';
import { showSort, skeleton } from './skeleton.ts';

/** Builds the page, and lets it follow filters, sorting, zoom, pointer, keys, light and paper. */
export function createPage(content: Content): void {
  const { timeline, old } = content;
  const clock = createClock(timeline.timezone);
  const rows = rowsOf(content);
  const columns = columnsOf(rows);
  const end = endOf(timeline);
  const full: Range = { from: secondsAt(timeline, 0), to: secondsAt(timeline, end) };
  let filters: Filters = noFilters;
  let sort: Sort | undefined = old && { column: 'differs', isDescending: true };

  render(skeleton(content, clock, columns), find('#page'));
  colorLegend();
  const { style } = find('.grid');
  style.setProperty('--tracks', tracksOf(columns));
  style.setProperty('--narrow-tracks', narrowTracksOf(columns));
  const [body, timeCell] = [find('.grid-body'), find('.time-head')];
  const tip = new Tip(find('#tip'), find('#voice'));
  const narrow = matchMedia('(max-width: 50rem)');
  let laneWidth = timeCell.clientWidth;
  const rowOptions = {
    ...{ columns, clock, end, laneWidth: () => laneWidth },
    secondsAt: (minute: number) => secondsAt(timeline, minute),
  };
  const grid = new Grid({
    body,
    isNarrow: () => narrow.matches,
    createRow: (row, index) => new RowView(row, index, rowOptions),
  });
  const head = new TimeHead(timeCell, full, clock);
  const overview = new Overview(find('.overview'), full, end, clock, (range) => zoom.set(range));
  const toolbar = createToolbar(rows, setFilters);
  render(
    rules(timeline, old, end, (rule) => setFilters({ ...noFilters, rule })),
    find('.rules'),
  );
  const redrawRules = drawRuleCharts(timeline, full, end, clock);
  const zoom = new Zoom(body, full, laneBox, (range) => {
    for (const part of [grid, head, overview]) part.setRange(range);
    tip.hide();
  });

  function setFilters(changed: Filters): void {
    filters = changed;
    update();
  }

  function update(): void {
    const shown = sorted(filtered(rows, filters), columns, sort);
    const isAll = shown.length === rows.length;
    const sumsOf = (all: Timeline, clusters: readonly ClusterTimeline[]): Sums => ({
      ...withMaybe(isAll ? all.totals : sumOf(clusters.map(({ totals }) => totals)), clusters, end),
      ...(isAll && defined({ quota: all.snapshotQuotas?.[0] })),
    });
    const sums = sumsOf(
      timeline,
      shown.map(({ cluster }) => cluster),
    );
    const before =
      old &&
      sumsOf(
        old,
        shown.flatMap((row) => row.old ?? []),
      );
    render(toolbar(filters, shown.length), find('.toolbar'));
    render(figures(sums, before, timeline.kind), find('.summary'));
    showSort(sort);
    overview.show(shown.map(({ cluster }) => cluster));
    grid.show(shown);
    find('[role=grid]').setAttribute('aria-rowcount', String(shown.length + 1));
    find('.none').hidden = shown.length > 0;
  }

  function laneBox(): Box {
    const [outer, inner] = [body.getBoundingClientRect(), timeCell.getBoundingClientRect()];
    return { left: inner.left - outer.left, width: Math.max(1, inner.width) };
  }

  function redraw(): void {
    forgetTheme();
    laneWidth = timeCell.clientWidth;
    head.resize();
    overview.resize();
    redrawRules();
    grid.refresh();
    zoom.resize();
  }

  find('.grid-head').addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    const column = columns.find(({ key }) => key === button?.dataset.column);
    if (column !== undefined) {
      sort = nextSort(sort, column);
      update();
    }
    const action = button?.dataset.zoom;
    if (action === 'in') zoom.by(2);
    if (action === 'out') zoom.by(0.5);
    if (action === 'all') zoom.reset();
  });

  update();
  overview.follow(tip);
  followPointer({ body, grid, tip, content, clock });
  followKeys({ body, grid, tip, zoom, content, clock });
  body.addEventListener('click', ({ target }) => {
    const name = target instanceof Element ? target.closest('.name button') : null;
    const index = name?.closest<HTMLElement>('.row')?.dataset.index;
    const row = index === undefined ? undefined : grid.rows[Number(index)];
    if (row !== undefined) openDetail(findDialog('#detail'), row, content, clock);
  });
  followWidth(timeCell, redraw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  followPrinting((isPrinting) => {
    grid.setPrinting(isPrinting);
    redraw();
  });
  document.documentElement.dataset.ready = '';
}

/** Calls when the width of an element has changed, not when it is first seen. */
function followWidth(element: HTMLElement, onChange: () => void): void {
  let width = element.clientWidth;
  new ResizeObserver(() => {
    if (element.clientWidth === width) return;
    width = element.clientWidth;
    onChange();
  }).observe(element);
}
