import type { Prices } from '../../prices/prices.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../shared/policy/time/units.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import { createHistory } from '../../simulator/rds/clusters/history.ts';
import { hoursOf, type Segment, segmentsOf } from '../ledger/segments.ts';
import type { Kept } from '../ledger/shelf.ts';
import { type Rates, ratesOf } from './rates.ts';
import { type Usage, unitsIn, usageOf } from './usage.ts';

/** The course of a cluster, as far as it costs something. */
export interface Billed {
  readonly cluster: Cluster;
  readonly segments: readonly Segment[];
  readonly kept: readonly Kept[];
}

/** The bill of AWS for a cluster in US dollars, or what is missing for it: a price, or a size. */
export type ClusterBill =
  | { readonly missing: string }
  | {
      readonly with: number;
      /** Always up, with the capacity of the beginning, with all earlier snapshots and without those of Dormouse. */
      readonly without: number;
      /** `without` less `with`, of instances and capacity alone. */
      readonly usageSaved: number;
      /** Of `with`: snapshots and copies that Dormouse made. */
      readonly snapshots: number;
      /** Of `with`: snapshots and copies that were there before, as far as their sizes are known. */
      readonly earlierSnapshots: number;
    };

/** The usage of a cluster that commitments may cover, with Dormouse and without. */
export interface BilledUsage {
  readonly with: readonly Usage[];
  readonly without: readonly Usage[];
}

interface Span {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The bill of one cluster over [from, to) by its course, and the one that it would have had without Dormouse. */
export function billOf(prices: Prices, { cluster, segments, kept }: Billed, span: Span): ClusterBill {
  const rates = ratesOf(prices, cluster);
  if ('missing' in rates) return rates;
  const snapshots = snapshotCost(rates, cluster, kept, span);
  if (typeof snapshots === 'string') return { missing: snapshots };
  const storage = (rates.storage * (span.to - span.from)) / HOUR_MS;
  const { made, earlier, earlierLeftAlone } = snapshots;
  const [used, usedLeftAlone] = [
    costOf(rates, cluster, segments),
    costOf(rates, cluster, leftAlone(cluster, span)),
  ];
  return {
    with: used + storage + made + earlier,
    without: usedLeftAlone + storage + earlierLeftAlone,
    usageSaved: usedLeftAlone - used,
    snapshots: made,
    earlierSnapshots: earlier,
  };
}

export function billedUsage(prices: Prices, { cluster, segments }: Billed, span: Span): BilledUsage {
  return {
    with: usageOf(prices, cluster, segments),
    without: usageOf(prices, cluster, leftAlone(cluster, span)),
  };
}

function costOf(rates: Rates, cluster: Cluster, segments: readonly Segment[]): number {
  return segments.reduce((sum, segment) => sum + hoursOf(segment) * usdPerHour(rates, cluster, segment), 0);
}

/** AWS bills no instances of a stopped cluster; on its way up or down it counts as running. */
function usdPerHour(rates: Rates, cluster: Cluster, segment: Segment): number {
  return segment.state === 'stopped' ? 0 : rates.instances + rates.unit * unitsIn(cluster, segment);
}

/** The course of the same cluster, available all the time and with its first limits. */
function leftAlone(cluster: Cluster, { from, to }: Span): Segment[] {
  const always = Number.NEGATIVE_INFINITY;
  const [capacity] = cluster.capacities?.entries ?? [];
  const alone: Cluster = {
    ...cluster,
    statuses: createHistory({ status: 'available', at: always, visibleAt: always }),
    ...(capacity && { capacities: createHistory(capacity) }),
  };
  return segmentsOf(alone, from, to);
}

/**
 * Snapshots that Dormouse makes are billed in full from their first hour, which AWS does at most. Earlier ones are billed
 * as AWS does at least, so that to delete one saves no more than that.
 */
function snapshotCost(rates: Rates, cluster: Cluster, kept: readonly Kept[], span: Span) {
  let [made, earlier, earlierLeftAlone] = [0, 0, 0];
  for (const snapshot of kept) {
    const { region, isCopy, size, from, isEarlier, until = span.to } = snapshot;
    if (size === undefined && isEarlier) continue;
    if (size === undefined) return `the size of the snapshots of ${cluster.id}`;
    const hour = rates.snapshotGiB(region);
    if (hour === undefined) return `regions.${region}.engines.${cluster.engine}.backup`;
    const usd = (begin: EpochMs, end: EpochMs) => (size * hour * Math.max(0, end - begin)) / HOUR_MS;
    if (isEarlier) {
      const begin = Math.max(span.from, from + freeMs(cluster, snapshot));
      earlier += usd(begin, isShared(cluster, snapshot) ? span.to : until);
      earlierLeftAlone += usd(begin, span.to);
      continue;
    }
    const transfer = isCopy ? rates.transferGiB(region) : 0;
    if (transfer === undefined) return `regions.${cluster.region}.transfer.${region}`;
    made += usd(from, until) + size * transfer;
  }
  return { made, earlier, earlierLeftAlone };
}

/** Within the retention of automated backups a snapshot in the Region of its cluster is free; docs/cost.md. */
function freeMs({ backupRetention, region }: Cluster, snapshot: Kept): number {
  return snapshot.region === region ? backupRetention * DAY_MS : 0;
}

/** Copies of Neptune share what has not changed, so that to delete one may save nothing; docs/cost.md. */
function isShared({ engine }: Cluster, { isCopy }: Kept): boolean {
  return engine === 'neptune' && isCopy;
}
