import { stringify } from 'yaml';
import type { Prices } from '../../prices/prices.ts';
import { pricesVersion } from '../../prices/read-prices.ts';
import type { Listing, Missing } from '../../recorder/listing.ts';
import { reasonOf } from '../../recorder/listing.ts';
import { missingPrices, readPriceList } from '../../recorder/prices.ts';
import { schemaLine } from '../output/schema-line.ts';
import { writeWhole } from '../output/whole-file.ts';

/** Where the prices of a recording are; absent: there are none. */
export interface RecordedPrices {
  readonly file?: string;
  /** The prices that the fleet needs and that are not there. */
  readonly unknown: readonly string[];
  readonly missing: readonly Missing[];
}

/** Writes the list prices of AWS beside the fleet file. Without them no money is shown, and nothing else is lost. */
export async function recordPrices(
  out: string,
  listings: readonly Listing[],
  now: number,
): Promise<RecordedPrices> {
  const file = out.replace(/(\.ya?ml)?$/, '.prices.yml');
  try {
    const prices = await readPriceList(listings, now);
    await writeWhole(file, [priceText(prices)]);
    return { file, unknown: missingPrices(prices, listings), missing: [] };
  } catch (error) {
    const [{ account, region } = { account: '', region: '' }] = listings;
    return { unknown: [], missing: [{ account, region, what: 'list prices', why: reasonOf(error) }] };
  }
}

function priceText({ asOf, source, regions }: Prices): string {
  return (
    `${schemaLine('prices')}\n` +
    stringify({ version: pricesVersion, currency: 'USD', asOf, source, regions }, { lineWidth: 0 })
  );
}
