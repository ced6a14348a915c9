import { CommitmentsError, loadCommitments } from '../../backtest/money/commitments.ts';
import { PricesError } from '../../prices/prices.ts';
import { loadPrices } from '../../prices/read-prices.ts';
import { CliError } from '../errors/cli-error.ts';
import { readPolicyText } from '../input/policy-file.ts';
import type { Io } from '../terminal/io.ts';

/** Files that make money of hours. */
export interface MoneyOptions {
  readonly prices?: string;
  readonly committed?: string;
}

/**
 * Reads the price list and the commitments, as far as they are named.
 *
 * @throws CliError when a file cannot be read or used.
 */
export async function readMoney({ prices, committed }: MoneyOptions, io: Io) {
  if (prices === undefined && committed !== undefined) {
    throw new CliError('--committed needs prices', 'name a price file with --prices; docs/prices.md');
  }
  const [list, commitments] = [
    prices === undefined ? undefined : await readPolicyText(prices, io, 'name a price file; docs/prices.md'),
    committed === undefined ? undefined : await readPolicyText(committed, io, 'name a file; docs/prices.md'),
  ];
  return {
    ...(list && { prices: explained(() => loadPrices(list.text, list.name), 'docs/prices.md') }),
    ...(commitments && {
      commitments: explained(() => loadCommitments(commitments.text, commitments.name), 'docs/prices.md'),
    }),
  };
}

/** The result of `load`; a file that cannot be used is an error that names the page about it. */
function explained<T>(load: () => T, page: string): T {
  try {
    return load();
  } catch (error) {
    if (!(error instanceof PricesError || error instanceof CommitmentsError)) throw error;
    throw new CliError(error.message, `${page} has the form of the file`, { cause: error });
  }
}
