import type { MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { Call, Operation } from '../core/service.ts';
import type { Store } from '../rds/clusters/store.ts';
import { invalid, type MetricDataInput, type MetricQuery, readMetricDataInput } from './input.ts';
import { createReader } from './reader.ts';
import type { Series } from './series.ts';

/**
 * The metrics of clusters and instances as their engines send them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function getMetricData(store: Store): Operation {
  return (raw, call) => {
    const input = readMetricDataInput(raw);
    const read = createReader(store, call, input);
    let { query, offset } = decode(input.NextToken);
    let room = input.MaxDatapoints;
    const MetricDataResults: MetricDataResult[] = [];
    for (; query < input.queries.length; query += 1, offset = 0) {
      if (room === 0) return { MetricDataResults, NextToken: encode(query, 0) };
      const asked = input.queries[query];
      if (asked === undefined) break;
      const series = inOrder(read(asked.metric, asked.period, asked.stat), input.ScanBy);
      const isCut = series.times.length - offset > room;
      MetricDataResults.push(toResult(asked, series, { from: offset, to: offset + room, isCut }, call));
      if (isCut) return { MetricDataResults, NextToken: encode(query, offset + room) };
      room -= series.times.length - offset;
    }
    return { MetricDataResults };
  };
}

/** In the order that is asked for. */
function inOrder(series: Series, scanBy: MetricDataInput['ScanBy']): Series {
  if (scanBy === 'TimestampAscending') return series;
  return { ...series, times: series.times.toReversed(), values: series.values.toReversed() };
}

function toResult(
  { id, label }: MetricQuery,
  { times, values, isUnknown }: Series,
  { from, to, isCut }: { from: number; to: number; isCut: boolean },
  { fault }: Call,
): MetricDataResult {
  const isPartial = fault === 'partial';
  // A partial answer lacks half of the data.
  const last = isPartial ? Math.min(to, Math.ceil((from + times.length) / 2)) : to;
  return {
    Id: id,
    Label: label,
    Timestamps: times.slice(from, last).map((time) => new Date(time)),
    Values: values.slice(from, last),
    StatusCode: isCut || isPartial || isUnknown ? 'PartialData' : 'Complete',
  };
}

function encode(query: number, offset: number): string {
  return Buffer.from(`at:${query}:${offset}`).toString('base64url');
}

function decode(token: string | undefined): { query: number; offset: number } {
  if (token === undefined) return { query: 0, offset: 0 };
  const [, query, offset] = /^at:(\d+):(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (query === undefined || offset === undefined)
    throw invalid('The value for parameter NextToken is not valid.');
  return { query: Number(query), offset: Number(offset) };
}
