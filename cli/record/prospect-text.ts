import type { Prospect } from '../../recorder/record.ts';
import { count } from '../terminal/columns.ts';

/** The calls that will be made, and their cost. */
export function prospectText({ clusters, estimate }: Prospect): string {
  const { metrics, calls, pages, usd, usdAtMost } = estimate;
  const asked = `${count(clusters, 'cluster')}: ${count(metrics, 'metric')} in ${count(calls, 'call')} of GetMetricData`;
  const cost = `$${money(usd)}, or up to $${money(usdAtMost)} if AWS counts each of ${count(pages, 'page')}`;
  return `${asked}.\nCloudWatch charges $0.01 for 1,000 metrics: ${cost}.\n`;
}

/** Cents, or as many digits as it takes to show that it is not nothing. */
function money(usd: number): string {
  return usd >= 0.01 || usd === 0 ? usd.toFixed(2) : usd.toPrecision(1);
}
