import { oncePer } from '../../once.ts';
import type { Cluster } from '../model/cluster.ts';
import { engineOf } from '../model/engines.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../time/units.ts';

/** The time that evidence has to cover: [start, end) in buckets of `periodMs`, complete up to `settled`. */
export interface MetricWindow {
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** Buckets from here on may still fill: they can show use, never the lack of it. */
  readonly settled: EpochMs;
  readonly periodMs: number;
  /** The time zone of the times in evidence. Absent: UTC. */
  readonly timezone?: string;
}

/** One metric's values by the start of their bucket. */
export interface Series {
  readonly points: ReadonlyMap<EpochMs, number>;
  /** False when CloudWatch said partial, throttled or failed: then nothing follows from what is missing. */
  readonly complete: boolean;
}

const PERIODS_MS = [60, 300, 900, 3600, 21_600].map((seconds) => seconds * 1000);

/**
 * A GetMetricData call takes 500 queries and answers with 100,800 points at most.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
const MAX_BUCKETS = 200;

/** CloudWatch may take minutes to have a metric complete. */
const SETTLE_MS = 5 * MINUTE_MS;

/**
 * The window that has `idleForMs` of settled metrics before `now`, in the finest period that makes at most 200
 * buckets; for `idleForMs` above half a year, in days.
 */
export function metricWindow(
  { engine }: Pick<Cluster, 'engine'>,
  idleForMs: number,
  now: EpochMs,
): MetricWindow {
  const finest = engineOf({ engine }).metrics?.periodMs ?? 0;
  // Aligning the three edges to the period adds less than three buckets.
  const longest = (period: number): number => (MAX_BUCKETS - 3) * period;
  const periodMs =
    PERIODS_MS.find((period) => period >= finest && idleForMs + SETTLE_MS <= longest(period)) ?? DAY_MS;
  const align = (at: EpochMs): EpochMs => Math.floor(at / periodMs) * periodMs;
  const settled = align(now - SETTLE_MS);
  return { start: align(settled - idleForMs), settled, end: align(now) + periodMs, periodMs };
}

/** The start of each bucket of the window that is settled. */
export function settledBuckets({ start, settled, periodMs }: MetricWindow): EpochMs[] {
  return Array.from({ length: (settled - start) / periodMs }, (_, index) => start + index * periodMs);
}

/** The points of a series that lie in the window, settled or not. */
export function pointsIn(window: MetricWindow, series: Series | undefined): [EpochMs, number][] {
  const points: [EpochMs, number][] = [];
  eachPoint(window, series, (value, at) => points.push([at, value]));
  return points;
}

/** Takes each point of a series that lies in the window, settled or not, its value first. */
export function eachPoint(
  { start, end }: Pick<MetricWindow, 'start' | 'end'>,
  series: Series | undefined,
  take: (value: number, at: EpochMs) => void,
): void {
  series?.points.forEach((value, at) => {
    if (at >= start && at < end) take(value, at);
  });
}

/** The extremes of a series in a window. */
export interface Extent {
  /** Of all points, settled or not: infinite where there are none, NaN where one is not a number. */
  readonly least: number;
  readonly most: number;
  /** How many settled buckets have no point. */
  readonly gaps: number;
}

/** The extremes of a series in a window, found once: several questions about a cluster ask for them. */
export function extentOf({ start, end, settled, periodMs }: MetricWindow, series: Series): Extent {
  return extentBetween(series, start, end, settled, periodMs);
}

const extentBetween = oncePer(
  (series: Series, start: EpochMs, end: EpochMs, settled: EpochMs, periodMs: number): Extent => {
    let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    eachPoint({ start, end }, series, (value) => {
      least = Math.min(least, value);
      most = Math.max(most, value);
    });
    let gaps = 0;
    for (let at = start; at < settled; at += periodMs) if (!series.points.has(at)) gaps += 1;
    return { least, most, gaps };
  },
);
