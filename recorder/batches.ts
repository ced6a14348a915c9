import type { ValuesSpan } from '../shared/aws/read/metric-values.ts';
import type { SeriesPlan } from './queries.ts';
import { type RecordedSpan, spansOf } from './windows.ts';

/** Series that are read by one call, all over the same span. */
export interface Batch {
  readonly account: string;
  readonly region: string;
  readonly span: ValuesSpan;
  readonly series: readonly SeriesPlan[];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const queriesPerCall = 500;
const pointsPerPage = 100_800;

/** The calls of an account and Region. */
export function batchesOf(
  { account, region }: { readonly account: string; readonly region: string },
  all: readonly SeriesPlan[],
  span: RecordedSpan,
): Batch[] {
  const asked = all.flatMap((series) => spansOf(span, series).map((own) => ({ series, own })));
  const groups = Map.groupBy(asked, ({ own }) => `${own.start} ${own.end} ${own.periodMs}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const series = group.map((one) => one.series);
    return Array.from({ length: Math.ceil(series.length / queriesPerCall) }, (_, index) => ({
      ...{ account, region, span: first.own },
      series: series.slice(index * queriesPerCall, (index + 1) * queriesPerCall),
    }));
  });
}

/** The amounts that the calls will ask for. */
export interface Estimate {
  readonly metrics: number;
  readonly calls: number;
  /** Answers, at most: each holds 100,800 values. */
  readonly pages: number;
  /** US dollars. AWS charges by the metric that is asked for, and does not say whether it counts it again on each page. */
  readonly usd: number;
  readonly usdAtMost: number;
}

/** https://aws.amazon.com/cloudwatch/pricing/ */
const usdPerMetric = 0.01 / 1_000;

export function estimateOf(batches: readonly Batch[]): Estimate {
  const sum = (of: (batch: Batch) => number) => batches.reduce((total, batch) => total + of(batch), 0);
  const pagesOf = ({ series, span }: Batch) =>
    Math.ceil((series.length * (span.end - span.start)) / span.periodMs / pointsPerPage);
  const metrics = sum(({ series }) => series.length);
  return {
    metrics,
    calls: batches.length,
    pages: sum(pagesOf),
    usd: metrics * usdPerMetric,
    usdAtMost: sum((batch) => batch.series.length * pagesOf(batch)) * usdPerMetric,
  };
}
