import { idleLoad } from '../fleet/use.ts';
import { type Activity, minuteMs } from '../rds/capacity/activity.ts';
import { granularityOf, type Metric, pausedMetrics, serverlessMetrics } from './metrics.ts';
import { recordedSample } from './recorded.ts';
import type { Target } from './target.ts';

/** Values by their bucket's start (ms), oldest first. */
export interface Series {
  readonly times: readonly number[];
  readonly values: readonly number[];
  /** For some of the time nobody knows the values, as it was not recorded. */
  readonly isUnknown?: boolean;
}

/** The share of a requested series that one cluster has sent under the requested name. */
export interface SeriesPart {
  readonly target: Target;
  readonly metric: Metric;
  /** By minute from the start of the request on. */
  readonly activities: readonly Activity[];
}

export interface SeriesRequest {
  /** Oldest first; the times that they had the name do not overlap. */
  readonly parts: readonly SeriesPart[];
  readonly namespace: string;
  readonly name: string;
  readonly stat: Stat;
  /** Milliseconds, all of them; `start` included, `end` not. */
  readonly start: number;
  readonly end: number;
  readonly period: number;
  /** Minutes that are later have not arrived yet. */
  readonly now: number;
}

const stats = {
  Average: ({ sum, count }: Bucket) => sum / count,
  Sum: ({ sum }: Bucket) => sum,
  Minimum: ({ min }: Bucket) => min,
  Maximum: ({ max }: Bucket) => max,
  SampleCount: ({ count }: Bucket) => count,
};

export type Stat = keyof typeof stats;
const statNames: readonly string[] = Object.keys(stats);

export function isStat(name: string): name is Stat {
  return statNames.includes(name);
}

interface Bucket {
  sum: number;
  count: number;
  min: number;
  max: number;
}

/** How long a point takes until CloudWatch shows it. */
const arrivalMs = 2 * minuteMs;

/** One metric in buckets; a bucket without any sample is not there. */
export function readSeries(request: SeriesRequest): Series {
  const { start, period, stat } = request;
  const times: number[] = [];
  const values: number[] = [];
  let bucket: Bucket | undefined;
  let bucketAt = start;
  const close = () => {
    if (bucket === undefined) return;
    times.push(bucketAt);
    values.push(stats[stat](bucket));
    bucket = undefined;
  };
  const take = (at: number, value: number) => {
    const own = start + Math.floor((at - start) / period) * period;
    if (own !== bucketAt) close();
    bucketAt = own;
    bucket = add(bucket, value);
  };
  const unknown = request.parts.map((part) => eachSample(request, part, take));
  close();
  return { times, values, isUnknown: unknown.includes(true) };
}

function add(bucket: Bucket | undefined, value: number): Bucket {
  if (bucket === undefined) return { sum: value, count: 1, min: value, max: value };
  bucket.sum += value;
  bucket.count += 1;
  bucket.min = Math.min(bucket.min, value);
  bucket.max = Math.max(bucket.max, value);
  return bucket;
}

/** Takes all samples of one part; whether some of the time is unknown. */
function eachSample(
  request: SeriesRequest,
  part: SeriesPart,
  take: (at: number, value: number) => void,
): boolean {
  const { namespace, name, start, now } = request;
  const { activities, target } = part;
  const from = Math.max(start, target.from);
  const samplesOf = serverlessMetrics.has(name) ? averageSample : samplesOfAll;
  const { minutes, omitsZeros } = granularityOf(namespace);
  const stepMs = minutes * minuteMs;
  const last = Math.min(request.end, target.until, now - arrivalMs - stepMs + 1);
  // Without capacity to scale, the same load makes the same samples.
  const isSteady = target.cluster.capacities === undefined;
  let samples: Sample[] = [];
  let sampled: Activity | undefined;
  const send = (value: number | undefined, times: number) => {
    if (value !== undefined && !(omitsZeros && value === 0)) samples.push({ value, times });
  };
  let isUnknown = false;
  for (let at = Math.ceil(from / stepMs) * stepMs; at < last; at += stepMs) {
    const activity = activities[(at - start) / minuteMs];
    if (activity === undefined || activity === 'silent') continue;
    const recording = activity === 'paused' ? undefined : activity.recording;
    if (recording === undefined) {
      if (activity !== sampled || !isSteady) {
        samples = [];
        samplesOf(part, name, activity, at, send);
        sampled = activity;
      }
      for (const { value, times } of samples) for (let index = 0; index < times; index += 1) take(at, value);
      continue;
    }
    const value = recordedSample(target, recording, name, at);
    isUnknown ||= value === 'unknown';
    if (typeof value === 'number' && !(omitsZeros && value === 0)) take(at, value);
  }
  return isUnknown;
}

/** A value, and the number of instances that send it in one minute. */
interface Sample {
  readonly value: number;
  readonly times: number;
}

/** The samples of one minute: the writer carries the load, readers none. */
type Samples = (
  part: SeriesPart,
  name: string,
  activity: Exclude<Activity, 'silent'>,
  at: number,
  send: (value: number | undefined, times: number) => void,
) => void;

/** One of each instance. */
const samplesOfAll: Samples = ({ target, metric }, name, activity, at, send) => {
  const { cluster, writers, readers } = target;
  const idle = metric(idleLoad, cluster, at);
  if (activity === 'paused') {
    if (pausedMetrics.has(name)) send(0, writers.serverless + readers.serverless);
    send(idle, writers.provisioned + readers.provisioned);
  } else {
    send(metric(activity, cluster, at), writers.serverless + writers.provisioned);
    send(idle, readers.serverless + readers.provisioned);
  }
};

/**
 * A cluster's value of a metric that only serverless instances send is the average over those instances.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 * @see https://docs.aws.amazon.com/neptune/latest/userguide/neptune-serverless-capacity-scaling.html
 * @see https://docs.aws.amazon.com/documentdb/latest/developerguide/docdb-serverless-monitoring.html
 */
const averageSample: Samples = ({ target, metric }, _name, activity, at, send) => {
  const { cluster } = target;
  const writers = target.writers.serverless;
  const readers = target.readers.serverless;
  if (writers + readers === 0) return;
  if (activity === 'paused') return send(0, 1);
  const busy = metric(activity, cluster, at);
  const idle = metric(idleLoad, cluster, at);
  if (busy === undefined || idle === undefined) return;
  send((writers * busy + readers * idle) / (writers + readers), 1);
};
