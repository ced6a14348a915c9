import type { Prices } from '../../prices/prices.ts';
import { type EpochMs, HOUR_MS } from '../../shared/policy/time/units.ts';
import { isServerless, withinLimits } from '../../simulator/rds/clusters/capacities.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import { createHistory } from '../../simulator/rds/clusters/history.ts';
import { hoursOf, type Segment, segmentsOf } from '../ledger/segments.ts';
import type { Kept } from '../ledger/shelf.ts';
import { type Rates, ratesOf } from './rates.ts';

/** The bill of AWS for a cluster in US dollars, or the price that is missing. */
export type ClusterBill =
  | { readonly missing: string }
  | {
      readonly with: number;
      /** Always up, with the capacity of the beginning, and without snapshots of Dormouse. */
      readonly without: number;
      /** Of `with`: snapshots and copies that Dormouse made. */
      readonly snapshots: number;
      /** Dollars an hour for instances and capacity, each until the next, that commitments may cover. */
      readonly hourlyWith: Steps;
      readonly hourlyWithout: Steps;
    };

/** Changes in the order of time: since when (ms), and dollars an hour from then on. */
export type Steps = readonly (readonly [at: EpochMs, usd: number])[];

/** The bill of one cluster over [from, to) by its course, and the one that it would have had without Dormouse. */
export function billOf(
  prices: Prices,
  cluster: Cluster,
  segments: readonly Segment[],
  kept: readonly Kept[],
  { from, to }: { readonly from: EpochMs; readonly to: EpochMs },
): ClusterBill {
  const rates = ratesOf(prices, cluster);
  if ('missing' in rates) return rates;
  const snapshots = snapshotCost(rates, kept, to);
  if (typeof snapshots === 'string') return { missing: snapshots };
  const storage = (rates.storage * (to - from)) / HOUR_MS;
  const always = segmentsOf(asLeftAlone(cluster), from, to);
  const [hourlyWith, hourlyWithout] = [segments, always].map(
    (course): Steps => course.map((segment) => [segment.from, usdPerHour(rates, cluster, segment)]),
  );
  return {
    with: costOf(rates, cluster, segments) + storage + snapshots,
    without: costOf(rates, cluster, always) + storage,
    snapshots,
    hourlyWith: hourlyWith ?? [],
    hourlyWithout: hourlyWithout ?? [],
  };
}

function costOf(rates: Rates, cluster: Cluster, segments: readonly Segment[]): number {
  return segments.reduce((sum, segment) => sum + hoursOf(segment) * usdPerHour(rates, cluster, segment), 0);
}

/** AWS bills no instances of a stopped cluster; on its way up or down it counts as running, at its least capacity. */
function usdPerHour(rates: Rates, cluster: Cluster, { state, units, from }: Segment): number {
  if (state === 'stopped') return 0;
  const used = state === 'changing' ? leastUnits(cluster, from) : units;
  return rates.instances + rates.unit * used.reduce((sum, value) => sum + value, 0);
}

function leastUnits({ members, capacities }: Cluster, at: EpochMs): number[] {
  const limits = capacities?.at(at);
  return limits === undefined ? [] : members.filter(isServerless).map(() => withinLimits(limits, 0));
}

/** The same cluster, available all the time and with its first limits. */
function asLeftAlone(cluster: Cluster): Cluster {
  const always = Number.NEGATIVE_INFINITY;
  const [capacity] = cluster.capacities?.entries ?? [];
  return {
    ...cluster,
    statuses: createHistory({ status: 'available', at: always, visibleAt: always }),
    ...(capacity && { capacities: createHistory(capacity) }),
  };
}

/** Snapshots are billed in full from their first hour, which AWS does at most. */
function snapshotCost(rates: Rates, kept: readonly Kept[], to: EpochMs): number | string {
  let sum = 0;
  for (const { region, isCopy, from, until = to } of kept) {
    const hour = rates.snapshot(region);
    const transfer = isCopy ? rates.transfer(region) : 0;
    if (hour === undefined) return `regions.${region}: backup`;
    if (transfer === undefined) return `transfer to ${region}`;
    sum += (hour * (until - from)) / HOUR_MS + transfer;
  }
  return sum;
}
