import uPlot from 'uplot';
import type { Clock } from './format.ts';
import { theme } from './theme.ts';

const LABEL_PX = 62;

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
    values: (_, splits) => splits.map((at) => (clock.time(at) === '00:00' ? clock.day(at) : clock.time(at))),
  };
}

/** What every chart of time has: no cursor and no legend of its own, the zone of the page. */
export function timeChart(clock: Clock): Pick<uPlot.Options, 'tzDate' | 'legend' | 'cursor'> {
  return {
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), clock.timezone),
    legend: { show: false },
    cursor: { show: false },
  };
}
