import { pricesOf } from '../prices/price-list.ts';
import {
  backupMonth,
  instanceHour,
  type Price,
  type Priced,
  type Prices,
  storageMonth,
  transferGiB,
  unitHour,
} from '../prices/prices.ts';
import { listProducts, type ProductQuery } from '../shared/aws/read/products.ts';
import type { Listing } from './listing.ts';

const services: Readonly<Record<string, Omit<ProductQuery, 'attributes'> & { readonly engine?: string }>> = {
  'aurora-mysql': { service: 'AmazonRDS', engine: 'Aurora MySQL' },
  'aurora-postgresql': { service: 'AmazonRDS', engine: 'Aurora PostgreSQL' },
  docdb: { service: 'AmazonDocDB' },
  neptune: { service: 'AmazonNeptune' },
};

/** The questions to the Price List: of each engine in each Region, and of data between the Regions. */
function productQueries(listings: readonly Listing[]): ProductQuery[] {
  const pairs = new Set([
    ...listings.flatMap(({ clusters }) => clusters.map(({ region, engine }) => `${region} ${engine}`)),
    ...backupPlaces(listings).map(({ region, engine }) => `${region} ${engine}`),
  ]);
  const regions = [...new Set(listings.map(({ region }) => region))];
  const byEngine = [...pairs].flatMap((pair): ProductQuery[] => {
    const [regionCode = '', name = ''] = pair.split(' ');
    const known = Object.hasOwn(services, name) ? services[name] : undefined;
    if (known === undefined) return [];
    const { service, engine: databaseEngine } = known;
    if (databaseEngine === undefined) return [{ service, attributes: { regionCode } }];
    // Storage and backups are listed once for both engines in some Regions.
    return [databaseEngine, 'Any'].map((engine) => ({
      service,
      attributes: { regionCode, databaseEngine: engine },
    }));
  });
  const between = regions.flatMap((fromRegionCode) =>
    regions
      .filter((toRegionCode) => toRegionCode !== fromRegionCode)
      .map(
        (toRegionCode): ProductQuery => ({
          service: 'AWSDataTransfer',
          attributes: { fromRegionCode, toRegionCode },
        }),
      ),
  );
  return [...new Map([...byEngine, ...between].map((query) => [JSON.stringify(query), query])).values()];
}

/** Where there are only snapshots: the engines of them, and in a Region without any clusters those of the account. */
function backupPlaces(listings: readonly Listing[]): Priced[] {
  return listings.flatMap(({ account, region, clusters, snapshots }) => {
    const elsewhere = listings.filter((other) => other.account === account && clusters.length === 0);
    const engines = new Set([
      ...snapshots.map(({ engine }) => engine),
      ...elsewhere.flatMap((other) => other.clusters.map(({ engine }) => engine)),
    ]);
    for (const { engine } of clusters) engines.delete(engine);
    return Array.from(engines, (engine) => ({ region, engine }));
  });
}

/** The list prices of a fleet, by the AWS Price List at `now` (ms). */
export async function readPriceList(listings: readonly Listing[], now: number): Promise<Prices> {
  const products: string[] = [];
  for (const query of productQueries(listings)) products.push(...(await listProducts(query)));
  return pricesOf(products, new Date(now).toISOString().slice(0, 10));
}

/** Prices that the clusters of a fleet need and that are not listed, each once. */
export function missingPrices(prices: Prices, listings: readonly Listing[]): string[] {
  const needed = listings.flatMap(({ clusters, instances }) =>
    clusters.flatMap((cluster): Price[] => {
      const priced: Priced = { region: cluster.region, engine: cluster.engine, storage: cluster.storage };
      if (!Object.hasOwn(services, cluster.engine)) return [];
      const own = instances.filter(({ clusterId }) => clusterId === cluster.id);
      return [
        ...own.map((one) =>
          one.class === 'db.serverless' ? unitHour(prices, priced) : instanceHour(prices, priced, one.class),
        ),
        storageMonth(prices, priced),
        backupMonth(prices, priced),
      ];
    }),
  );
  const copies = listings.flatMap(({ snapshots, region }) =>
    snapshots.flatMap(({ sourceArn }): Price[] => {
      const from = sourceArn?.split(':')[3];
      return from === undefined || from === region ? [] : [transferGiB(prices, from, region)];
    }),
  );
  const backups = listings.flatMap(({ snapshots, region }) =>
    snapshots
      .filter(({ engine }) => Object.hasOwn(services, engine))
      .map(({ engine }) => backupMonth(prices, { region, engine })),
  );
  return [
    ...new Set([...needed, ...copies, ...backups].flatMap((price) => (price.known ? [] : [price.missing]))),
  ];
}
