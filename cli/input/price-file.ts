import { readFile } from 'node:fs/promises';
import type { Prices } from '../../prices/prices.ts';
import { loadPrices } from '../../prices/read-prices.ts';
import { CliError } from '../errors/cli-error.ts';

/**
 * The prices in a file.
 *
 * @throws CliError or PricesError when it cannot be used
 */
export async function readPriceFile(file: string): Promise<Prices> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CliError(`${file}: it cannot be read`, 'name a price file, as in docs/prices.md', { cause });
  });
  return loadPrices(text, file);
}

/** The same where a file may be named. */
export async function readPricesIfNamed(file: string | undefined): Promise<Prices | undefined> {
  return file === undefined ? undefined : readPriceFile(file);
}
