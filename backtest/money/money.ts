import { instanceHour, type Prices } from '../../prices/prices.ts';
import { type EpochMs, HOUR_MS } from '../../shared/policy/time/units.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import type { Money } from '../../timeline/totals.ts';
import type { Segment } from '../ledger/segments.ts';
import type { Kept } from '../ledger/shelf.ts';
import { billOf, type ClusterBill, type Steps } from './cluster-bill.ts';
import { type Commitments, spentAnyway } from './commitments.ts';
import { ownCost } from './own-cost.ts';

/** The course of a cluster, as far as it costs something. */
export interface Billed {
  readonly cluster: Cluster;
  readonly segments: readonly Segment[];
  readonly kept: readonly Kept[];
}

export interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The money of each cluster in its order; what is committed is shared out by the dollars that each saves. */
export function moneyOf(
  prices: Prices,
  commitments: Commitments | undefined,
  all: readonly Billed[],
  span: Span,
): Money[] {
  const bills = all.map(({ cluster, segments, kept }) => billOf(prices, cluster, segments, kept, span));
  const saved = bills.map((bill) =>
    'missing' in bill ? 0 : Math.max(0, bill.without + bill.snapshots - bill.with),
  );
  const total = saved.reduce((sum, usd) => sum + usd, 0);
  const anyway =
    commitments === undefined ? 0 : Math.min(total, committed(prices, commitments, all, bills, span));
  return bills.map((bill, index): Money => {
    if ('missing' in bill)
      return { with: 0, without: 0, saved: 0, snapshots: 0, committed: 0, known: 0, of: 1 };
    const own = total === 0 ? 0 : (anyway * (saved[index] ?? 0)) / total;
    return {
      with: bill.with,
      without: bill.without,
      saved: bill.without - bill.with - own,
      snapshots: bill.snapshots,
      committed: own,
      ...{ known: 1, of: 1 },
    };
  });
}

/** The money of a fleet: the sum of its clusters, less the cost of Dormouse itself. */
export function withOwnCost(money: Money, clusters: number, { from, to }: Span): Money {
  const dormouse = ownCost(clusters, (to - from) / HOUR_MS);
  return { ...money, dormouse, saved: money.saved - dormouse };
}

/** Reserved instances first, which cover a class in a Region; then Savings Plans, which cover what is left. */
function committed(
  prices: Prices,
  { reservedInstances, savingsPlans }: Commitments,
  all: readonly Billed[],
  bills: readonly ClusterBill[],
  { from, to }: Span,
): number {
  const reserved = reservedInstances.reduce((sum, { region, engine, instanceClass, count }) => {
    const price = instanceHour(prices, { region, engine }, instanceClass);
    if (!price.known) return sum;
    const own = all.filter(({ cluster }) => cluster.region === region && cluster.engine === engine);
    const hourly = own.map(({ cluster, segments }) => {
      const members = cluster.members.filter((member) => member.instanceClass === instanceClass).length;
      const usd = members * price.usd;
      const runs = segments.map(({ from: at, state }) => [at, state === 'stopped' ? 0 : usd] as const);
      return { with: runs, without: [[from, usd]] as Steps };
    });
    const steps = { with: hourly.map((one) => one.with), without: hourly.map((one) => one.without) };
    return sum + spentAnyway(steps, count * price.usd, from, to);
  }, 0);
  const known = bills.flatMap((bill) => ('missing' in bill ? [] : [bill]));
  const steps = {
    with: known.map(({ hourlyWith }) => hourlyWith),
    without: known.map(({ hourlyWithout }) => hourlyWithout),
  };
  const onDemand = savingsPlans.reduce((sum, { hourly, discount }) => sum + hourly / (1 - discount / 100), 0);
  return reserved + spentAnyway(steps, onDemand, from, to);
}
