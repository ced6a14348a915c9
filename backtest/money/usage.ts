import { instanceHour, type Prices, unitHour } from '../../prices/prices.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { isServerless, withinLimits } from '../../simulator/rds/clusters/capacities.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import type { Segment } from '../ledger/segments.ts';
import type { Steps } from './steps.ts';

/** Instances of one class, or serverless capacity, that clusters use, in dollars an hour on demand. */
export interface Usage {
  readonly account: string;
  readonly region: string;
  readonly engine: string;
  /** Absent: serverless capacity. */
  readonly instanceClass?: string;
  readonly steps: Steps;
}

/** The use of a cluster by its course, as far as its prices are known. */
export function usageOf(prices: Prices, cluster: Cluster, segments: readonly Segment[]): Usage[] {
  const { account, region, engine, members } = cluster;
  const counts = new Map<string, number>();
  for (const member of members)
    if (!isServerless(member)) counts.set(member.instanceClass, (counts.get(member.instanceClass) ?? 0) + 1);
  const own = { account, region, engine };
  const instances = Array.from(counts).flatMap(([instanceClass, count]): Usage[] => {
    const price = instanceHour(prices, cluster, instanceClass);
    const usd = price.known ? count * price.usd : 0;
    const steps = segments.map(({ from, state }) => [from, state === 'stopped' ? 0 : usd] as const);
    return price.known ? [{ ...own, instanceClass, steps }] : [];
  });
  const unit = unitHour(prices, cluster);
  if (!unit.known || !members.some(isServerless)) return instances;
  const steps = segments.map((segment) => [segment.from, unit.usd * unitsIn(cluster, segment)] as const);
  return [...instances, { ...own, steps }];
}

/** Capacity that is billed: none of a stopped cluster, and at least the least of one on its way up or down. */
export function unitsIn(cluster: Cluster, { state, units, from }: Segment): number {
  if (state === 'stopped') return 0;
  const used = state === 'changing' ? leastUnits(cluster, from) : units;
  return used.reduce((sum, value) => sum + value, 0);
}

function leastUnits({ members, capacities }: Cluster, at: EpochMs): number[] {
  const limits = capacities?.at(at);
  return limits === undefined ? [] : members.filter(isServerless).map(() => withinLimits(limits, 0));
}
