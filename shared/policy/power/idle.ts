import { PAUSE_METRIC } from '../metrics/query.ts';
import { eachPoint, extentOf, type MetricWindow, type Series } from '../metrics/window.ts';
import type { Cluster } from '../model/cluster.ts';
import { type Gauge, signalNames } from '../model/engines.ts';
import type { IdleRule } from '../model/policy.ts';
import type { EpochMs } from '../time/units.ts';
import { formatWhen, formatWhenIn } from '../time/when.ts';
import type { Evidence, UseShown } from './facts.ts';
import { gaugesOf } from './idle-metrics.ts';

/**
 * Whether a cluster is used, by its metrics; `series` is by metric name. One value above its threshold makes it `busy`,
 * even where others are missing. It is `idle` only if every metric is complete and, where AWS always sends it, present
 * in every settled bucket. Otherwise it is `paused` if its serverless capacity was 0 throughout, else `unknown`. `rule`: the
 * thresholds, if not those of the engine.
 */
export function checkIdle(
  cluster: Cluster,
  window: MetricWindow,
  series: ReadonlyMap<string, Series>,
  rule?: IdleRule,
): Evidence {
  const gauges = gaugesOf(cluster, rule);
  if (gauges.length === 0) {
    return { state: 'unknown', detail: `Dormouse knows no metrics of the engine ${cluster.engine}` };
  }
  const span = `${formatWhen(window.start, { timezone: zoneOf(window), now: window.end })} to ${whenIn(window, window.settled)}`;
  const [use] = gauges.flatMap((gauge) => useOf(gauge, window, series.get(gauge.metric)));
  const byRule = describeRule(rule);
  if (use !== undefined) {
    const shown = gauges.flatMap((gauge) => shownBy(gauge, window, series.get(gauge.metric)));
    return { state: 'busy', detail: `${use}${byRule}`, use: shown };
  }
  const telling = gauges.filter(({ metric }) => metric !== PAUSE_METRIC);
  const gaps = telling.flatMap((gauge) => gapOf(gauge, window, series.get(gauge.metric)) ?? []);
  // Gaps first: a provisioned instance beside paused ones leaves none, and it is not free.
  if (gaps.length > 0 && isPaused(gauges, window, series.get(PAUSE_METRIC))) {
    return { state: 'paused', detail: `its serverless capacity was 0 from ${span}` };
  }
  if (gaps.length > 0) return { state: 'unknown', detail: `${gaps.join('; ')} (${span})` };
  const most = telling.map(({ metric }) => `${metric} ${greatest(window, series.get(metric))}`);
  return { state: 'idle', detail: `no use from ${span}, at most: ${most.join(', ')}${byRule}` };
}

/** The latest use that a metric shows, as a sentence. */
function useOf({ metric, busyAbove }: Gauge, window: MetricWindow, series: Series | undefined): string[] {
  if (busyAbove === undefined || series === undefined || extentOf(window, series).most <= busyAbove)
    return [];
  let [latestAt, latest] = [Number.NEGATIVE_INFINITY, 0];
  eachPoint(window, series, (value, at) => {
    if (value > busyAbove && at > latestAt) [latestAt, latest] = [at, value];
  });
  return latestAt === Number.NEGATIVE_INFINITY
    ? []
    : [`${metric} was ${round(latest)} at ${whenIn(window, latestAt)}; idle is at most ${busyAbove}`];
}

/** The use that a metric shows over the window; none where every value is idle. */
function shownBy(gauge: Gauge, window: MetricWindow, series: Series | undefined): UseShown[] {
  const { metric, signal, busyAbove } = gauge;
  if (signal === undefined || busyAbove === undefined || series === undefined) return [];
  const { least, most, gaps } = extentOf(window, series);
  if (!(most > busyAbove)) return [];
  const inUnit = (value: number) => (gauge.perMinute ? value / 60 : value);
  const isConstant = least > busyAbove && gaps === 0;
  return [{ metric, signal, most: inUnit(most), ...(isConstant && { atLeast: inUnit(least) }) }];
}

/** Where the thresholds come from, if not from the engine. */
function describeRule(rule: IdleRule | undefined): string {
  if (rule === undefined) return '';
  const limits = signalNames.flatMap((signal) => {
    const most = rule.atMost[signal];
    return most === undefined ? [] : [`${signal} ${most}${signal === 'cpu' ? '%' : ''}`];
  });
  const ignored = rule.ignore.length > 0 ? [`ignore ${rule.ignore.join(', ')}`] : [];
  return ` (power.idle: ${[...limits, ...ignored].join(', ')})`;
}

/** Why a metric proves nothing; undefined when it does. */
export function gapOf(
  { metric, steady }: Pick<Gauge, 'metric' | 'steady'>,
  window: MetricWindow,
  series: Series | undefined,
): string | undefined {
  if (series === undefined) return `${metric} is missing: CloudWatch did not return it`;
  if (!series.complete) return `${metric} is incomplete: CloudWatch returned only part of it`;
  const { least, gaps } = extentOf(window, series);
  if (!(least >= 0)) return `${metric} has values that are not numbers`;
  const missing = steady ? gaps : 0;
  if (missing === 0) return undefined;
  const buckets = (window.settled - window.start) / window.periodMs;
  return `${metric} is missing in ${missing} of ${buckets} buckets of ${window.periodMs / 1000} s`;
}

/**
 * A paused cluster sends 0 for its capacity and hardly anything else.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html
 */
function isPaused(gauges: readonly Gauge[], window: MetricWindow, series: Series | undefined): boolean {
  if (!series?.complete || !gauges.some(({ metric }) => metric === PAUSE_METRIC)) return false;
  const { least, most, gaps } = extentOf(window, series);
  return gaps === 0 && least >= 0 && most <= 0;
}

function whenIn(window: MetricWindow, at: EpochMs): string {
  return formatWhenIn(at, { timezone: zoneOf(window), now: window.end });
}

function zoneOf({ timezone = 'UTC' }: MetricWindow): string {
  return timezone;
}

function greatest(window: MetricWindow, series: Series | undefined): number {
  return series === undefined ? 0 : round(Math.max(0, extentOf(window, series).most));
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
