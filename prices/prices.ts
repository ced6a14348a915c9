/** List prices of database clusters in US dollars, on demand. A price that is not listed is unknown, never guessed. */

/** A month of the bill, in hours, where AWS gives a price for a month: https://aws.amazon.com/rds/aurora/pricing/ */
export const HOURS_PER_MONTH = 730;

export interface Prices {
  /** The day or time at which they were in force. */
  readonly asOf?: string | undefined;
  /** Where they come from, in words. */
  readonly source?: string | undefined;
  /** By AWS Region. */
  readonly regions: Readonly<Record<string, RegionPrices>>;
}

export interface RegionPrices {
  /** By `Engine` of DescribeDBClusters. */
  readonly engines: Readonly<Record<string, EnginePrices>>;
  /** For a GiB that is sent to another Region, by that Region. */
  readonly transfer: Readonly<Record<string, number>>;
}

/** An I/O-Optimized cluster pays more for instances and storage, and nothing for I/O. */
export interface EnginePrices {
  readonly standard?: Rates | undefined;
  readonly ioOptimized?: Rates | undefined;
  /** For a GiB of backups and snapshots and a month, beyond what is free. */
  readonly backup?: number | undefined;
  /** Extended Support, which is billed in addition for versions past standard support. */
  readonly extendedSupport?: ExtendedRates | undefined;
}

/** An hour of a vCPU, and of an ACU of Serverless v2. https://aws.amazon.com/rds/aurora/pricing/ */
export interface ExtendedRates {
  readonly vcpu?: YearlyRate | undefined;
  readonly unit?: YearlyRate | undefined;
}

/** In the first two years after the end of standard support, and in the third. */
export interface YearlyRate {
  readonly years1and2?: number | undefined;
  readonly year3?: number | undefined;
}

export interface Rates {
  /** An hour of one instance, by DBInstanceClass. */
  readonly instances: Readonly<Record<string, number>>;
  /** An hour of one ACU, NCU or DCU. */
  readonly unit?: number | undefined;
  /** A GiB of the cluster volume and a month. */
  readonly storage?: number | undefined;
}

/** A price in US dollars, or where it is missing among the prices: `regions.eu-central-1.engines.neptune.backup`. */
export type Price =
  | { readonly known: true; readonly usd: number }
  | { readonly known: false; readonly missing: string };

/** The facts that decide the prices of a cluster. */
export interface Priced {
  readonly region: string;
  readonly engine: string;
  /** StorageType: `aurora-iopt1` and `iopt1` are I/O-Optimized. */
  readonly storage?: string | undefined;
}

/** An hour of one instance of a class with a size of its own; `db.serverless` is priced by `unitHour`. */
export function instanceHour(prices: Prices | undefined, cluster: Priced, instanceClass: string): Price {
  const { rates, path } = ratesOf(prices, cluster);
  const { instances = {} } = rates ?? {};
  const usd = Object.hasOwn(instances, instanceClass) ? instances[instanceClass] : undefined;
  return toPrice(usd, `${path}.instances["${instanceClass}"]`);
}

/** An hour of one ACU, NCU or DCU. */
export function unitHour(prices: Prices | undefined, cluster: Priced): Price {
  const { rates, path } = ratesOf(prices, cluster);
  return toPrice(rates?.unit, `${path}.unit`);
}

/** A GiB of the cluster volume for a month. It costs the same while the cluster is stopped. */
export function storageMonth(prices: Prices | undefined, cluster: Priced): Price {
  const { rates, path } = ratesOf(prices, cluster);
  return toPrice(rates?.storage, `${path}.storage`);
}

/** A GiB of backups and snapshots for a month, beyond what is free. */
export function backupMonth(prices: Prices | undefined, cluster: Omit<Priced, 'storage'>): Price {
  const { own, path } = engineOf(prices, cluster);
  return toPrice(own?.backup, `${path}.backup`);
}

/** A GiB that is sent from one Region to another, as a copy of a snapshot is. */
export function transferGiB(prices: Prices | undefined, from: string, to: string): Price {
  return toPrice(regionOf(prices, from)?.transfer[to], `regions.${from}.transfer.${to}`);
}

/** Whether I/O is included in the price of the storage. */
function isIoOptimized({ storage }: Pick<Priced, 'storage'>): boolean {
  return storage?.endsWith('iopt1') ?? false;
}

function ratesOf(prices: Prices | undefined, cluster: Priced): { rates: Rates | undefined; path: string } {
  const { own, path } = engineOf(prices, cluster);
  const kind = isIoOptimized(cluster) ? 'ioOptimized' : 'standard';
  return { rates: own?.[kind], path: `${path}.${kind}` };
}

/** The prices of an engine in a Region, and where they are in a file. */
export function engineOf(prices: Prices | undefined, { region, engine }: Omit<Priced, 'storage'>) {
  const engines = regionOf(prices, region)?.engines ?? {};
  const own = Object.hasOwn(engines, engine) ? engines[engine] : undefined;
  return { own, path: `regions.${region}.engines.${engine}` };
}

function regionOf(prices: Prices | undefined, region: string): RegionPrices | undefined {
  return prices !== undefined && Object.hasOwn(prices.regions, region) ? prices.regions[region] : undefined;
}

/** A price, or what is missing. */
export function toPrice(usd: number | undefined, missing: string): Price {
  return usd === undefined ? { known: false, missing } : { known: true, usd };
}

/** A price file that cannot be used; the message has a line for each problem, with its place in the file. */
export class PricesError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PricesError';
  }
}
