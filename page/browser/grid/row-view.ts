import { html, render } from 'lit-html';
import uPlot from 'uplot';
import { sharedCursor, timeChart } from '../charts/axis.ts';
import { type LanePlot, lanePlot } from '../charts/lane.ts';
import { type Clock, count, hours } from '../data/format.ts';
import type { Range } from '../data/range.ts';
import type { Row } from '../data/rows.ts';
import type { Column } from './columns.ts';

export interface RowOptions {
  readonly columns: readonly Column[];
  readonly clock: Clock;
  readonly end: number;
  readonly secondsAt: (minute: number) => number;
  /** How wide timelines are, in CSS pixels; asked for each row, so it must not lay out the page. */
  readonly laneWidth: () => number;
}

/** The element of one row, with the chart of its timeline. */
export class RowView {
  readonly row: Row;
  readonly element = document.createElement('div');
  readonly #options: RowOptions;
  #chart: uPlot | undefined;

  constructor(row: Row, index: number, options: RowOptions) {
    this.row = row;
    this.#options = options;
    const { element } = this;
    element.className = 'row';
    element.setAttribute('role', 'row');
    element.setAttribute('aria-rowindex', String(index + 2));
    element.dataset.index = String(index);
    render(cells(row, options.columns), element);
  }

  /** Draws the timeline. */
  draw(): void {
    const { clock, secondsAt, end, laneWidth } = this.#options;
    const cell = this.element.querySelector<HTMLElement>('.lane');
    if (cell === null) return;
    const { height, data, ...plot } = plotOf(this.row, secondsAt, end);
    cell.style.height = `${height}px`;
    const options: uPlot.Options = {
      ...{ ...timeChart(clock), ...plot, width: laneWidth(), height, cursor: sharedCursor },
      axes: [{ show: false }, { show: false }],
      padding: [0, 0, 0, 0],
    };
    this.#chart = new uPlot(options, data, cell);
  }

  setRange({ from, to }: Range): void {
    this.#chart?.setScale('x', { min: from, max: to });
  }

  /** Puts the row at its place in pixels; without one, where the text flow has it. */
  place(top: number | undefined, isActive: boolean): void {
    this.element.style.transform = top === undefined ? '' : `translateY(${top}px)`;
    this.element.tabIndex = isActive ? 0 : -1;
  }

  /** The minute under a horizontal position on the screen. */
  minuteAt(clientX: number): number {
    const chart = this.#chart;
    if (chart === undefined) return 0;
    const seconds = chart.posToVal(clientX - chart.rect.left, 'x');
    return (seconds - this.#options.secondsAt(0)) / 60;
  }

  /** Where a minute is on the screen. */
  pointAt(minute: number): { x: number; y: number } {
    const cell = this.element.querySelector('.lane')?.getBoundingClientRect();
    const x = this.#chart?.valToPos(this.#options.secondsAt(minute), 'x') ?? 0;
    return { x: (cell?.left ?? 0) + x, y: cell?.bottom ?? 0 };
  }

  get minutesPerPixel(): number {
    const chart = this.#chart;
    if (chart === undefined) return 1;
    return (chart.posToVal(1, 'x') - chart.posToVal(0, 'x')) / 60;
  }

  remove(): void {
    this.#chart?.destroy();
    this.element.remove();
  }
}

const plots = new WeakMap<Row, LanePlot>();

/** A row that comes into sight again is not prepared again. */
function plotOf(row: Row, secondsAt: RowOptions['secondsAt'], end: number): LanePlot {
  const plot = plots.get(row) ?? lanePlot(row, secondsAt, end);
  plots.set(row, plot);
  return plot;
}

function cells(row: Row, columns: readonly Column[]) {
  const [name, ...rest] = columns;
  const { cluster } = row;
  return html`
    <div role="rowheader" class="name" title=${cluster.arn}><button type="button" tabindex="-1">${name?.show(row)}</button><small>${cluster.engine} ${cluster.region}</small></div>
    <div role="gridcell" class="lane-cell"><div class="lane" role="img" aria-label=${summary(row)}></div></div>
    ${rest.map((column) => html`<div role="gridcell" class=${`${column.kind} ${column.key}`} title=${titleOf(row, column)}>${column.show(row)}</div>`)}
  `;
}

function titleOf({ cluster }: Row, { key }: Column): string {
  if (key === 'why') return cluster.why?.detail ?? '';
  return key === 'rule' ? (cluster.rule ?? '') : '';
}

/** The text of the picture of a row. */
function summary({ cluster: { totals } }: Row): string {
  const { hoursUsed, hoursIdle, hoursUp, hoursStopped, hoursPaused, lateStarts, deniedMinutes } = totals;
  const parts: readonly (readonly [number, string])[] = [
    [hoursUsed, `${hours(hoursUsed)} in use`],
    [hoursUp, `${hours(hoursUp)} up, use unknown`],
    [hoursIdle, `${hours(hoursIdle)} up and idle`],
    [hoursStopped, `${hours(hoursStopped)} stopped`],
    [hoursPaused, `${hours(hoursPaused)} paused`],
    [lateStarts, count(lateStarts, 'late start')],
    [deniedMinutes, `${count(deniedMinutes, 'minute')} of use denied`],
  ];
  return parts.flatMap(([value, text]) => (value > 0 ? [text] : [])).join(', ');
}
