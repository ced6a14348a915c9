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
  /** An hour of one GiB of snapshots in a Region. */
  snapshotGiB(region: string): number | undefined;
  /** One GiB sent to a Region. */
  transferGiB(region: string): number | undefined;
}

/** The rates of a cluster, or what is missing: a price, or the size of its volume. */
export function ratesOf(prices: Prices, cluster: Cluster): Rates | { readonly missing: string } {
  const { members, size, isSizeKnown, region, engine, id } = cluster;
  if (!isSizeKnown) return { missing: `the size of ${id}` };
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
    snapshotGiB(where) {
      const price = backupMonth(prices, { region: where, engine });
      return price.known ? price.usd / HOURS_PER_MONTH : undefined;
    },
    transferGiB(where) {
      const price = transferGiB(prices, region, where);
      return price.known ? price.usd : undefined;
    },
  };
}
