import { type Location, placeName } from '../shared/policy/model/location.ts';
import { sumOf, sumsByRule } from '../timeline/sum.ts';
import type { ClusterTimeline, Mark, Timeline } from '../timeline/timeline.ts';
import { moneyOf, withOwnCost } from './money/money.ts';
import { moneyNotes, notesOf } from './notes.ts';
import type { Part, PricedSimulation } from './part.ts';

/** A simulation, and how people call what goes into it. */
export interface NamedSimulation extends PricedSimulation {
  readonly names: { readonly policy: string; readonly fleet: string };
}

/** The parts of a simulation as one timeline, which is the same whatever parts there are. */
export function timelineOf(simulation: Omit<NamedSimulation, 'seed'>, parts: readonly Part[]): Timeline {
  const { policy, from, to, names, prices, commitments } = simulation;
  const pieces = inOrder(simulation, parts);
  const costs = pieces.flatMap(({ cost }) => cost ?? []);
  const money = prices && moneyOf(prices, commitments, costs, { from, to });
  const texts = new Map<string, number>();
  const clusters = pieces.map(({ cluster, part }, index): ClusterTimeline => {
    const own = money?.clusters[index];
    const marks = cluster.marks.map((mark) => renumbered(mark, part.texts, texts));
    return { ...cluster, marks, totals: { ...cluster.totals, ...(own && { money: own }) } };
  });
  const totals = sumOf(clusters.map((cluster) => cluster.totals));
  const failures = new Set(parts.flatMap((part) => part.failures));
  return {
    version: 1,
    kind: 'simulation',
    ...names,
    mode: policy.mode,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    timezone: policy.timezone,
    totals: totals.money
      ? { ...totals, money: withOwnCost(totals.money, clusters.length, { from, to }) }
      : totals,
    rules: sumsByRule(policy, clusters),
    clusters,
    snapshotQuotas: parts
      .flatMap(({ snapshotQuotas }) => snapshotQuotas)
      .sort((a, b) => b.peak / b.quota - a.peak / a.quota || (placeName(a) < placeName(b) ? -1 : 1)),
    texts: [...texts.keys()],
    ...(failures.size > 0 && { hasFailed: true }),
    notes: [...(money ? moneyNotes(money) : []), ...notesOf(simulation, [...failures].sort(), clusters)],
  };
}

/** All clusters of the parts in the order of the fleet. */
function inOrder({ fleet }: Pick<NamedSimulation, 'fleet'>, parts: readonly Part[]) {
  const places = new Map(fleet.clusters.map((cluster, index) => [nameOf(cluster), index]));
  const placeIn = ({ cluster }: { readonly cluster: ClusterTimeline }) => places.get(nameOf(cluster)) ?? 0;
  return parts
    .flatMap((part) => part.clusters.map((cluster, index) => ({ cluster, part, cost: part.costs?.[index] })))
    .sort((a, b) => placeIn(a) - placeIn(b));
}

/** A mark that names its text by the number in all texts, which gets one if it has none. */
function renumbered(mark: Mark, own: readonly string[], all: Map<string, number>): Mark {
  const text = mark.text === undefined ? undefined : own[mark.text];
  if (text === undefined) return mark;
  const number = all.get(text) ?? all.size;
  all.set(text, number);
  return { ...mark, text: number };
}

function nameOf(cluster: Location & { readonly id: string }): string {
  return `${placeName(cluster)}/${cluster.id}`;
}
