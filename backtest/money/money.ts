import { instanceHour, type Prices } from '../../prices/prices.ts';
import { type EpochMs, HOUR_MS } from '../../shared/policy/time/units.ts';
import { noMoney } from '../../timeline/sum.ts';
import type { Money } from '../../timeline/totals.ts';
import { type Billed, type BilledUsage, billedUsage, billOf, type ClusterBill } from './cluster-bill.ts';
import { type Commitments, coveredCost } from './commitments.ts';
import { ownCost } from './own-cost.ts';

export interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The money of the clusters of a fleet. */
export interface FleetMoney {
  /** Of each cluster in its order. */
  readonly clusters: readonly Money[];
  /** The prices and sizes without which clusters have no money, each once. */
  readonly missing: readonly string[];
  /** Earlier snapshots of which nobody knows the size, so that they are in no sum. */
  readonly unsized: number;
}

/** The costs of one cluster: plain data. */
export interface Cost {
  readonly bill: ClusterBill;
  /** Absent: nothing is committed, so that it does not matter. */
  readonly usage?: BilledUsage;
  /** Earlier snapshots without a known size. */
  readonly unsized: number;
}

/** The costs of a cluster by its course, with its usage only where commitments may cover it. */
export function costOf(
  prices: Prices,
  commitments: Commitments | undefined,
  billed: Billed,
  span: Span,
): Cost {
  return {
    bill: billOf(prices, billed, span),
    ...(commitments && { usage: billedUsage(prices, billed, span) }),
    unsized: billed.kept.filter(({ size }) => size === undefined).length,
  };
}

/** The money of each cluster; what is committed is shared out by the dollars that each saves. */
export function moneyOf(
  prices: Prices,
  commitments: Commitments | undefined,
  costs: readonly Cost[],
  span: Span,
): FleetMoney {
  const bills = costs.map(({ bill }) => bill);
  const saved = bills.map((bill) => ('missing' in bill ? 0 : Math.max(0, bill.usageSaved)));
  const total = saved.reduce((sum, usd) => sum + usd, 0);
  const usage = costs.flatMap((cost) => cost.usage ?? []);
  const anyway =
    commitments === undefined
      ? 0
      : Math.max(0, Math.min(total, spentAnyway(prices, commitments, usage, span)));
  const clusters = bills.map((bill, index): Money => {
    if ('missing' in bill) return { ...noMoney, of: 1 };
    const own = total === 0 ? 0 : (anyway * (saved[index] ?? 0)) / total;
    return {
      with: bill.with,
      without: bill.without,
      saved: bill.without - bill.with - own,
      snapshots: bill.snapshots,
      earlierSnapshots: bill.earlierSnapshots,
      committed: own,
      ...{ known: 1, of: 1 },
    };
  });
  const missing = new Set(bills.flatMap((bill) => ('missing' in bill ? [bill.missing] : [])));
  const unsized = costs.reduce((sum, cost) => sum + cost.unsized, 0);
  return { clusters, missing: [...missing], unsized };
}

/** The money of a fleet: the sum of its clusters, less the cost of Dormouse itself. */
export function withOwnCost(money: Money, clusters: number, { from, to }: Span): Money {
  const dormouse = ownCost(clusters, (to - from) / HOUR_MS);
  return { ...money, dormouse, saved: money.saved - dormouse };
}

/**
 * The part of the dollars saved that is spent anyway: what is committed covers the same use with fewer hours, and the rest
 * of it lies idle.
 */
function spentAnyway(
  prices: Prices,
  commitments: Commitments,
  usage: readonly BilledUsage[],
  span: Span,
): number {
  const covered = (side: 'with' | 'without') =>
    coveredCost(
      commitments,
      usage.flatMap((one) => one[side]),
      ({ instanceClass, ...where }) => {
        const price = instanceHour(prices, where, instanceClass);
        return price.known ? price.usd : undefined;
      },
      span,
    );
  return covered('without') - covered('with');
}
