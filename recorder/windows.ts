import type { ValuesSpan } from '../shared/aws/read/metric-values.ts';
import type { SeriesPlan } from './queries.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const coarseMs = 5 * minuteMs;

/** How far back a size is looked for: values by the hour are kept for 455 days. */
const sizeMs = 28 * dayMs;

/** CloudWatch has what is older than this by five minutes alone; a day is left for interruptions. */
const byMinuteMs = 14 * dayMs;

/**
 * CloudWatch keeps values by five minutes for 63 days, and a day is left for interruptions.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export const maxDays = 62;

/** The span of a recording; its ends are multiples of five minutes, and all its values have arrived. */
export interface RecordedSpan {
  readonly from: number;
  readonly until: number;
  /** Length of the steps in which all is written. */
  readonly stepMs: number;
}

/** The last `days` before `now` (ms); CloudWatch may take some minutes to have a metric complete. */
export function recordedSpan(days: number, now: number): RecordedSpan {
  const until = Math.floor((now - 10 * minuteMs) / coarseMs) * coarseMs;
  return { from: until - days * dayMs, until, stepMs: minuteMs };
}

/** The spans that a series is read in, the earliest first: each in the finest period that CloudWatch has for it. */
export function spansOf({ from, until }: RecordedSpan, { place, finestMs }: SeriesPlan): ValuesSpan[] {
  // Only the latest value counts, and a cluster that is stopped sends none.
  if (place === 'size') {
    const end = Math.floor(until / hourMs) * hourMs;
    return [{ start: end - sizeMs, end, periodMs: hourMs }];
  }
  const edge = Math.max(from, until - byMinuteMs);
  const fine = Math.max(minuteMs, finestMs);
  if (fine >= coarseMs) return [{ start: from, end: until, periodMs: coarseMs }];
  return [
    ...(edge > from ? [{ start: from, end: edge, periodMs: coarseMs }] : []),
    { start: edge, end: until, periodMs: fine },
  ];
}
