import uPlot from 'uplot';
import type { ClusterTimeline, PowerState } from '../../../timeline/timeline.ts';
import { powerNames } from '../data/states.ts';
import { theme } from './theme.ts';

/** How many clusters are in each state, on average over each of some equal parts of the time. */
export type Counts = Readonly<Record<PowerState, Float64Array>>;

export function countsOf(clusters: readonly ClusterTimeline[], end: number, parts: number): Counts {
  const minutes = end / parts;
  const counts = Object.fromEntries(powerNames.map((name) => [name, new Float64Array(parts)])) as Counts;
  for (const { power } of clusters) {
    for (const [index, [from, state]] of power.entries()) {
      const to = Math.min(end, power[index + 1]?.[0] ?? end);
      addSpan(counts[state], from / minutes, to / minutes);
    }
  }
  return counts;
}

function addSpan(parts: Float64Array, from: number, to: number): void {
  for (let part = Math.floor(from); part < to; part += 1) {
    parts[part] = (parts[part] ?? 0) + Math.min(to, part + 1) - Math.max(from, part);
  }
}

const stepped = uPlot.paths.stepped?.({ align: 1 });

/** Stacked areas of the states, those that cost money at the bottom. The largest sum is drawn first, under the others. */
export function stackSeries(): uPlot.Series[] {
  return stacked.toReversed().map((state) => ({
    label: state,
    width: 0,
    fill: () => theme().color(state === 'stopped' ? 'ground' : state),
    points: { show: false },
    ...(stepped && { paths: stepped }),
  }));
}

const stacked = powerNames.filter((name) => name !== 'absent');

/** The data of {@link stackSeries}. */
export function stackData(counts: Counts, from: number, to: number): uPlot.AlignedData {
  const parts = counts.used.length;
  const times = Float64Array.from({ length: parts + 1 }, (_, index) => from + ((to - from) * index) / parts);
  const sum = new Float64Array(parts + 1);
  const sums = stacked.map((state) => {
    for (let part = 0; part <= parts; part += 1)
      sum[part] = (sum[part] ?? 0) + (counts[state][Math.min(part, parts - 1)] ?? 0);
    return sum.slice();
  });
  return [times, ...sums.reverse()];
}
