import uPlot from 'uplot';
import type { ClusterTimeline, Timeline } from '../../../timeline/timeline.ts';
import type { Clock } from '../data/format.ts';
import type { Range } from '../data/range.ts';
import { timeChart } from './axis.ts';
import { countsOf, stackData, stackSeries } from './stack.ts';

const SIZE = { width: 240, height: 24 };
const PARTS = 240;

/** Draws for each rule how many of its clusters are in which state over time. Returns a function that draws them again. */
export function drawRuleCharts(
  { clusters }: Timeline,
  { from, to }: Range,
  end: number,
  clock: Clock,
): () => void {
  const byRule = Map.groupBy(clusters, ({ rule }) => rule);
  const charts = [...document.querySelectorAll<HTMLElement>('.course')].map((cell) => {
    const all: readonly ClusterTimeline[] = byRule.get(cell.dataset.rule) ?? [];
    const options: uPlot.Options = {
      ...timeChart(clock),
      ...SIZE,
      padding: [0, 0, 0, 0],
      scales: { x: { time: true }, y: { range: [0, Math.max(1, all.length)] } },
      series: [{}, ...stackSeries()],
      axes: [{ show: false }, { show: false }],
    };
    return new uPlot(options, stackData(countsOf(all, end, PARTS), from, to), cell);
  });
  return () => {
    for (const chart of charts) chart.redraw();
  };
}
