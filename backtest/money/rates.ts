import {
  backupMonth,
  HOURS_PER_MONTH,
  instanceHour,
  type Price,
  type Prices,
  storageMonth,
  transferGiB,
  unitHour,
} from '../../prices/prices.ts';
import { isServerless } from '../../simulator/rds/clusters/capacities.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';

/** The cost of a cluster by the hour, in US dollars. */
export interface Rates {
  /** An hour of its instances with a size of their own. */
  readonly instances: number;
  /** An hour of one ACU, NCU or DCU. */
  readonly unit: number;
  /** An hour of its volume, stopped or not. */
  readonly storage: number;
  /** An hour of one full snapshot in a Region. */
  snapshot(region: string): number | undefined;
  /** One full copy to a Region. */
  transfer(region: string): number | undefined;
}

/** The rates of a cluster, or what is missing among the prices. */
export function ratesOf(prices: Prices, cluster: Cluster): Rates | { readonly missing: string } {
  const { members, size, region, engine } = cluster;
  const unknown: string[] = [];
  const usd = (price: Price): number => {
    if (!price.known) unknown.push(price.missing);
    return price.known ? price.usd : 0;
  };
  const fixed = members.filter((member) => !isServerless(member));
  const instances = fixed.reduce(
    (sum, { instanceClass }) => sum + usd(instanceHour(prices, cluster, instanceClass)),
    0,
  );
  const unit = fixed.length < members.length ? usd(unitHour(prices, cluster)) : 0;
  const storage = (size * usd(storageMonth(prices, cluster))) / HOURS_PER_MONTH;
  const [missing] = unknown;
  if (missing !== undefined) return { missing };
  return {
    ...{ instances, unit, storage },
    snapshot(where) {
      const price = backupMonth(prices, { region: where, engine });
      return price.known ? (size * price.usd) / HOURS_PER_MONTH : undefined;
    },
    transfer(where) {
      const price = transferGiB(prices, region, where);
      return price.known ? size * price.usd : undefined;
    },
  };
}
