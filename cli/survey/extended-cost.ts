import { extendedSupportMonth, type SupportCost } from '../../prices/extended-support.ts';
import type { Prices } from '../../prices/prices.ts';
import { defined } from '../../shared/defined.ts';
import type { Cluster, Member } from '../../shared/policy/model/cluster.ts';
import { usd } from '../output/figures.ts';

/** The cost of Extended Support of some clusters in a month. */
export interface ExtendedCost {
  readonly years1and2: SupportCost;
  readonly year3: SupportCost;
}

/** Of one cluster, by the instances of its account and Region. */
export function extendedCost(
  prices: Prices,
  { region, engine, id, serverless }: Cluster,
  members: readonly Member[],
): ExtendedCost {
  const instances = members
    .filter(({ clusterId }) => clusterId === id)
    .map(({ instanceClass }) => instanceClass);
  const supported = { region, engine, instances, ...defined({ range: serverless }) };
  return {
    years1and2: extendedSupportMonth(prices, supported, 'years1and2'),
    year3: extendedSupportMonth(prices, supported, 'year3'),
  };
}

/**
 * One sentence about the clusters together.
 *
 * @example 'Extended Support costs $146.00 a month in its first two years and $292.00 in the third, if all instances run'
 */
export function extendedCostText(costs: readonly ExtendedCost[]): string | undefined {
  if (costs.length === 0) return undefined;
  const [first, third] = [sumOf(costs.map((one) => one.years1and2)), sumOf(costs.map((one) => one.year3))];
  if (!first.known) return `what Extended Support costs is not known: ${first.missing} is missing`;
  const then = third.known
    ? `, and ${moneyText(third)} in the third`
    : '; the price of the third is not known';
  return `Extended Support costs ${moneyText(first)} a month in its first two years${then}, if all instances run`;
}

function sumOf(costs: readonly SupportCost[]): SupportCost {
  return costs.reduce((a, b) => {
    if (!a.known) return a;
    return b.known ? { known: true, low: a.low + b.low, high: a.high + b.high } : b;
  });
}

function moneyText({ low, high }: SupportCost & { known: true }): string {
  return low === high ? usd(low) : `${usd(low)} to ${usd(high)}`;
}
