/** Prices from what the AWS Price List says of products. Only what is told apart for certain becomes a price. */

import { z } from 'zod';
import type { EnginePrices, Prices, Rates, RegionPrices } from './prices.ts';

/**
 * A product of the AWS Price List, as far as it matters.
 * https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 */
const product = z.object({
  product: z.object({
    attributes: z.object({
      servicecode: z.string().default(''),
      regionCode: z.string().default(''),
      fromRegionCode: z.string().default(''),
      toRegionCode: z.string().default(''),
      usagetype: z.string().default(''),
      instanceType: z.string().default(''),
      databaseEngine: z.string().default(''),
    }),
  }),
  terms: z.object({
    OnDemand: z
      .record(
        z.string(),
        z.object({
          priceDimensions: z.record(
            z.string(),
            z.object({
              unit: z.string().default(''),
              beginRange: z.string().default('0'),
              pricePerUnit: z.object({ USD: z.string().optional() }),
            }),
          ),
        }),
      )
      .default({}),
  }),
});

type Attributes = z.infer<typeof product>['product']['attributes'];

/** One price, and its places among those of a Region: for each of some engines. */
interface Found {
  readonly region: string;
  readonly engines: readonly string[];
  /** `standard.instances db.r6g.large`, `ioOptimized.unit`, `backup`, or `transfer us-west-2`. */
  readonly slot: string;
  readonly usd: number;
}

const aurora: Readonly<Record<string, readonly string[]>> = {
  'Aurora MySQL': ['aurora-mysql'],
  'Aurora PostgreSQL': ['aurora-postgresql'],
  Any: ['aurora-mysql', 'aurora-postgresql'],
};

/** By the end of the usage type, which begins with a short name of the Region. */
const auroraSlots: readonly (readonly [ending: RegExp, slot: string])[] = [
  [/Aurora:ServerlessV2Usage$/, 'standard.unit'],
  [/Aurora:ServerlessV2IOOptimizedUsage$/, 'ioOptimized.unit'],
  [/Aurora:StorageUsage$/, 'standard.storage'],
  [/Aurora:IO-OptimizedStorageUsage$/, 'ioOptimized.storage'],
  [/Aurora:BackupUsage$/, 'backup'],
];

const otherSlots: readonly (readonly [ending: RegExp, unit: RegExp, slot: string])[] = [
  [/IO-?Optimized/i, /^[DN]CU-?Hr/i, 'ioOptimized.unit'],
  [/^(?!.*IO-?Optimized)/i, /^[DN]CU-?Hr/i, 'standard.unit'],
  [/IO-?Optimized(-?StorageUsage)|StorageUsage-?IO-?Optimized$/i, /^GB-Mo/, 'ioOptimized.storage'],
  [/(^|-)StorageUsage$/, /^GB-Mo/, 'standard.storage'],
  [/(^|-)BackupUsage$/, /^GB-Mo/, 'backup'],
];

/**
 * The prices that products have, each as the Price List gives it: JSON text. Where two products give one thing two prices,
 * the price is unknown.
 */
export function pricesOf(products: readonly string[], asOf: string): Prices {
  const found = Map.groupBy(
    products.flatMap(readProduct),
    ({ region, engines, slot }) => `${region}|${engines.join()}|${slot}`,
  );
  const regions: Record<string, RegionPrices> = {};
  // A price for one engine wins over a price for any engine.
  const inOrder = [...found.values()].toSorted(
    (a, b) => (b[0]?.engines.length ?? 0) - (a[0]?.engines.length ?? 0),
  );
  for (const [first, ...others] of inOrder) {
    if (first === undefined || others.some(({ usd }) => usd !== first.usd)) continue;
    enter(regions, first);
  }
  return { asOf, source: 'AWS Price List', regions };
}

function readProduct(text: string): Found[] {
  const result = product.safeParse(parseJson(text));
  if (!result.success) return [];
  const {
    product: { attributes },
    terms,
  } = result.data;
  const dimensions = Object.values(terms.OnDemand).flatMap(({ priceDimensions }) =>
    Object.values(priceDimensions),
  );
  const [price, ...more] = dimensions.filter(({ beginRange }) => beginRange === '0');
  const usd = Number(price?.pricePerUnit.USD);
  if (price === undefined || more.length > 0 || !(usd > 0)) return [];
  const slot = slotOf(attributes, price.unit);
  const engines = enginesOf(attributes);
  if (slot === undefined || (engines.length === 0 && !slot.startsWith('transfer'))) return [];
  return [{ region: attributes.regionCode || attributes.fromRegionCode, engines, slot, usd }];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function enginesOf({ servicecode, databaseEngine }: Attributes): readonly string[] {
  if (servicecode === 'AmazonDocDB') return ['docdb'];
  if (servicecode === 'AmazonNeptune') return ['neptune'];
  return servicecode === 'AmazonRDS' && Object.hasOwn(aurora, databaseEngine)
    ? (aurora[databaseEngine] ?? [])
    : [];
}

function slotOf(
  { servicecode, usagetype, instanceType, toRegionCode }: Attributes,
  unit: string,
): string | undefined {
  if (servicecode === 'AWSDataTransfer') {
    return /AWS-Out-Bytes$/.test(usagetype) && unit === 'GB' ? `transfer ${toRegionCode}` : undefined;
  }
  if (/(^|-)InstanceUsage:db\./.test(usagetype)) return `standard.instances ${instanceType}`;
  if (/(^|-)InstanceUsageIOOptimized:db\./.test(usagetype)) return `ioOptimized.instances ${instanceType}`;
  if (servicecode === 'AmazonRDS') return auroraSlots.find(([ending]) => ending.test(usagetype))?.[1];
  if (/Elastic/i.test(usagetype)) return undefined;
  return otherSlots.find(([ending, of]) => ending.test(usagetype) && of.test(unit))?.[2];
}

function enter(regions: Record<string, RegionPrices>, { region, engines, slot, usd }: Found): void {
  const { engines: known, transfer } = regions[region] ?? { engines: {}, transfer: {} };
  if (slot.startsWith('transfer ')) {
    regions[region] = { engines: known, transfer: { ...transfer, [slot.slice('transfer '.length)]: usd } };
    return;
  }
  const changed = engines.map((engine) => [engine, withPrice(known[engine] ?? {}, slot, usd)] as const);
  regions[region] = { engines: { ...known, ...Object.fromEntries(changed) }, transfer };
}

function withPrice(prices: EnginePrices, slot: string, usd: number): EnginePrices {
  if (slot === 'backup') return { ...prices, backup: usd };
  const [place = '', instanceClass = ''] = slot.split(' ');
  const [kind, key] = place.split('.');
  const name = kind === 'ioOptimized' ? 'ioOptimized' : 'standard';
  const rates: Rates = prices[name] ?? { instances: {} };
  if (key === 'instances') {
    return { ...prices, [name]: { ...rates, instances: { ...rates.instances, [instanceClass]: usd } } };
  }
  return { ...prices, [name]: { ...rates, [key === 'unit' ? 'unit' : 'storage']: usd } };
}
