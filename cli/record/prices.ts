import { readFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { Prices } from '../../prices/prices.ts';
import { loadPrices, pricesVersion } from '../../prices/read-prices.ts';
import type { Listing, Missing } from '../../recorder/listing.ts';
import { reasonOf } from '../../recorder/listing.ts';
import { missingPrices, readPriceList } from '../../recorder/prices.ts';
import { CliError } from '../errors/cli-error.ts';
import { writeWhole } from '../output/whole-file.ts';

/** Where the prices of a recording are; absent: there are none. */
export interface RecordedPrices {
  readonly file?: string;
  /** The prices that the fleet needs and that are not there. */
  readonly unknown: readonly string[];
  readonly missing: readonly Missing[];
}

/**
 * Prices of a file, which is only checked.
 *
 * @throws CliError or PricesError when it cannot be used
 */
export async function readPriceFile(file: string): Promise<Prices> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError(`${file}: it cannot be read`, 'name a price file, as in docs/prices.md', { cause });
  });
  return loadPrices(text, file);
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
  const head = '# yaml-language-server: $schema=../schemas/prices.schema.json\n';
  return (
    head + stringify({ version: pricesVersion, currency: 'USD', asOf, source, regions }, { lineWidth: 0 })
  );
}
