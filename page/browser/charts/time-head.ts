import uPlot from 'uplot';
import type { Clock } from '../data/format.ts';
import type { Range } from '../data/range.ts';
import { sharedCursor, timeAxis, timeChart } from './axis.ts';

const HEIGHT = 26;

/** The time axis above the rows. */
export class TimeHead {
  readonly #cell: HTMLElement;
  readonly #chart: uPlot;

  constructor(cell: HTMLElement, { from, to }: Range, clock: Clock) {
    this.#cell = cell;
    const options: uPlot.Options = {
      ...{ ...timeChart(clock), cursor: sharedCursor },
      width: cell.clientWidth,
      height: HEIGHT,
      padding: [0, 0, 0, 0],
      scales: { x: { time: true } },
      series: [{}, { show: false }],
      axes: [{ ...timeAxis(clock, 'top'), size: HEIGHT - 2 }, { show: false }],
    };
    this.#chart = new uPlot(
      options,
      [
        [from, to],
        [0, 0],
      ],
      cell,
    );
  }

  setRange({ from, to }: Range): void {
    this.#chart.setScale('x', { min: from, max: to });
  }

  resize(): void {
    this.#chart.setSize({ width: this.#cell.clientWidth, height: HEIGHT });
  }
}
