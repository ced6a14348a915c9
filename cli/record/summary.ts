import { statSync } from 'node:fs';
import type { Estimate } from '../../recorder/batches.ts';
import type { RecordedSpan } from '../../recorder/windows.ts';
import { count } from '../terminal/columns.ts';
import type { RecordedPrices } from './prices.ts';

/** The outcome of a recording. */
export interface Recorded {
  readonly file: string;
  readonly clusters: number;
  readonly span: RecordedSpan;
  readonly estimate: Estimate;
  readonly prices: RecordedPrices;
  /** The policy under other names; absent: there is none. */
  readonly policyFile?: string;
  /** The parts that could not be read, and why, in words. */
  readonly missing: readonly string[];
  /** Nothing of it could be read again. */
  readonly isComplete: boolean;
}

export function recordText({
  file,
  clusters,
  span,
  missing,
  prices,
  policyFile,
  isComplete,
}: Recorded): string {
  const size = (statSync(file).size / 1e6).toFixed(1);
  const time = `${new Date(span.from).toISOString().slice(0, 16)}Z to ${new Date(span.until).toISOString().slice(0, 16)}Z`;
  const head = [
    `${file}: ${count(clusters, 'cluster')}, ${time}, ${size} MB\n`,
    policyFile === undefined ? '' : `${policyFile}: the policy under the same names\n`,
    ...priceLines(prices),
  ].join('');
  if (missing.length === 0) return head;
  return [
    head,
    `\nMissing, and written as unknown:\n`,
    ...missing.map((one) => `  ${one}\n`),
    isComplete
      ? ''
      : `\nFix the cause and run the same command again within 20 hours: only what is missing is read.\n`,
  ].join('');
}

/** Money is unknown where a price is. */
function priceLines({ file, unknown }: RecordedPrices): string[] {
  return [
    ...(file === undefined ? [] : [`${file}: list prices of AWS\n`]),
    ...(unknown.length === 0 ? [] : ['\nPrices that are not listed, so that no money is shown for them:\n']),
    ...unknown.map((path) => `  ${path}\n`),
  ];
}

export function recordJson({
  file,
  prices,
  policyFile,
  clusters,
  span,
  estimate,
  missing,
}: Recorded): string {
  const shown = {
    file,
    clusters,
    from: new Date(span.from).toISOString(),
    until: new Date(span.until).toISOString(),
    metrics: estimate.metrics,
    usd: estimate.usd,
    ...(prices.file !== undefined && { prices: prices.file }),
    ...(policyFile !== undefined && { policy: policyFile }),
    unknownPrices: prices.unknown,
    missing,
  };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}
