import uPlot from 'uplot';
import type { ClusterTimeline } from '../../../timeline/timeline.ts';
import type { Clock } from '../data/format.ts';
import type { Range } from '../data/range.ts';
import { powerNames, powerStates } from '../data/states.ts';
import type { Tip } from '../parts/tip.ts';
import { timeAxis, timeChart } from './axis.ts';
import { type Counts, countsOf, stackData, stackSeries } from './stack.ts';
import { theme } from './theme.ts';

const HEIGHT = 110;
const PARTS = 672;

/** The whole fleet over the whole time; a drag chooses the time that the rows show. */
export class Overview {
  readonly #cell: HTMLElement;
  readonly #chart: uPlot;
  readonly #full: Range;
  readonly #end: number;
  readonly #clock: Clock;
  #range: Range;
  #counts: Counts | undefined;

  constructor(cell: HTMLElement, full: Range, end: number, clock: Clock, onSelect: (range: Range) => void) {
    this.#cell = cell;
    this.#full = full;
    this.#range = full;
    this.#end = end;
    this.#clock = clock;
    const options: uPlot.Options = {
      ...timeChart(clock),
      width: cell.clientWidth,
      height: HEIGHT,
      scales: { x: { time: true }, y: { range: (_, __, max) => [0, Math.max(1, max)] } },
      series: [{}, ...stackSeries()],
      axes: [timeAxis(clock, 'bottom'), countAxis],
      cursor: {
        show: true,
        x: false,
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false },
      },
      hooks: {
        setSize: [() => this.#mark()],
        setSelect: [
          (chart) => {
            const { left, width } = chart.select;
            if (width > 0)
              onSelect({ from: chart.posToVal(left, 'x'), to: chart.posToVal(left + width, 'x') });
          },
        ],
      },
    };
    this.#chart = new uPlot(options, [[full.from, full.to], ...stackSeries().map(() => [0, 0])], cell);
  }

  show(clusters: readonly ClusterTimeline[]): void {
    const { from, to } = this.#full;
    this.#counts = countsOf(clusters, this.#end, PARTS);
    this.#chart.setData(stackData(this.#counts, from, to));
  }

  /** Shows under the pointer how many clusters are in which state. */
  follow(tip: Tip): void {
    this.#cell.addEventListener('pointermove', ({ clientX, clientY, buttons }) => {
      const { from, to } = this.#full;
      const seconds = this.#chart.posToVal(clientX - this.#chart.rect.left, 'x');
      const part = Math.floor(((seconds - from) / (to - from)) * PARTS);
      const lines = this.#counts && part >= 0 && part < PARTS ? countLines(this.#counts, part) : [];
      if (buttons !== 0 || lines.length === 0) tip.hide();
      else tip.show(this.#clock.when(seconds), lines, { x: clientX, y: clientY });
    });
    this.#cell.addEventListener('pointerleave', () => tip.hide());
  }

  /** Marks the time that the rows show. */
  setRange(range: Range): void {
    this.#range = range;
    this.#mark();
  }

  #mark(): void {
    const { from, to } = this.#range;
    const [left, right] = [this.#chart.valToPos(from, 'x'), this.#chart.valToPos(to, 'x')];
    const isAll = to - from >= this.#full.to - this.#full.from - 1;
    const height = this.#chart.over.clientHeight;
    this.#chart.setSelect({ left, width: isAll ? 0 : right - left, top: 0, height }, false);
  }

  resize(): void {
    this.#chart.setSize({ width: this.#cell.clientWidth, height: HEIGHT });
  }
}

function countLines(counts: Counts, part: number): string[] {
  return powerNames.flatMap((name) => {
    const clusters = Math.round(counts[name][part] ?? 0);
    return clusters > 0 ? [`${clusters} ${powerStates[name]}`] : [];
  });
}

const countAxis: uPlot.Axis = {
  size: 38,
  space: 30,
  font: '11px system-ui, sans-serif',
  stroke: () => theme().color('soft'),
  grid: { show: false },
  ticks: { show: false },
  incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000],
};
