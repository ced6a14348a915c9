import uPlot from 'uplot';
import type { Clock } from '../data/format.ts';
import { theme } from './theme.ts';

const LABEL_PX = 66;
/** Left of their ticks, so that the first label is whole. */
const ALIGN_LEFT = 1;

/** A time axis in the zone of the page: the hour, and the day where one begins. */
export function timeAxis(clock: Clock, side: 'top' | 'bottom'): uPlot.Axis {
  return {
    side: side === 'top' ? 0 : 2,
    size: 22,
    gap: 3,
    space: LABEL_PX,
    font: '11px system-ui, sans-serif',
    stroke: () => theme().color('soft'),
    grid: { show: false },
    ticks: { stroke: () => theme().color('line'), width: 1, size: 4 },
    align: ALIGN_LEFT,
    values: (chart, splits) => {
      const { max = 0 } = chart.scales.x ?? {};
      const lastLeft = chart.valToPos(max, 'x') - LABEL_PX;
      const labels = splits.map((at) => (chart.valToPos(at, 'x') > lastLeft ? '' : labelOf(clock, at)));
      const hasDay = labels.some((label) => label.length > '00:00'.length);
      return hasDay ? labels : withDay(labels, splits, clock);
    },
  };
}

/** Within a day, the first label says which. */
function withDay(labels: readonly string[], splits: readonly number[], clock: Clock): string[] {
  const [first = 0] = splits;
  return [clock.when(first), '', ...labels.slice(2)];
}

function labelOf(clock: Clock, at: number): string {
  const time = clock.time(at);
  return time === '00:00' ? clock.day(at) : time;
}

/** The options that all charts of the page have in common: the zone, no legend of their own, and no cursor. */
export function timeChart(clock: Clock): Pick<uPlot.Options, 'tzDate' | 'legend' | 'cursor'> {
  return {
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), clock.timezone),
    legend: { show: false },
    cursor: { show: false },
  };
}

/** A line through all rows at the time under the pointer. */
export const sharedCursor: uPlot.Cursor = {
  show: true,
  x: true,
  y: false,
  points: { show: false },
  drag: { x: false, y: false },
  sync: { key: 'rows', scales: ['x', null] },
};
