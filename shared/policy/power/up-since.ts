import type { MetricQuery } from '../metrics/query.ts';
import type { MetricWindow, Series } from '../metrics/window.ts';
import type { Cluster } from '../model/cluster.ts';
import { type Finding, skip } from '../model/finding.ts';
import { type LastAction, readLastAction } from '../rules/power-note.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../time/units.ts';
import { formatDuration, formatWhenIn } from '../time/when.ts';
import type { Candidate } from './candidate.ts';
import type { StopFacts, UpSince } from './facts.ts';
import { gapOf } from './idle.ts';
import { gaugesOf, queryOf } from './idle-metrics.ts';
import { lastEnd } from './outside.ts';
import { needsIdleness } from './uptime.ts';

/** As far back metrics are fine enough to show that a cluster was stopped and started again. */
const SEEN_STOP_MS = 12 * HOUR_MS;

/** AWS sends it from every engine as long as an instance runs. */
const ALIVE_METRIC = 'CPUUtilization';

/**
 * The stop by Dormouse after which no start is known although the cluster runs. Either the stop had no effect, or
 * somebody started the cluster and RDS lost the event, which it sends on a best-effort basis.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.html
 */
export function unexplainedStop(
  cluster: Pick<Cluster, 'tags' | 'createdAt'>,
  { lastStart }: Pick<StopFacts, 'lastStart'> = {},
): LastAction | undefined {
  const last = readLastAction(cluster);
  if (last?.action !== 'stop' || last.answer !== undefined) return undefined;
  return lastStart !== undefined && lastStart.at > last.at ? undefined : last;
}

/**
 * How long metrics have to show that a cluster is up, if a start of it may be missing: for `minUptime`, unless the
 * evidence of no use covers that time anyway; back to the stop where a snapshot has to be newer than the start, or the
 * stop may be the one of `atEnd`; for `maxUptime` once the stop is longer ago.
 */
export function uptimeToProve(candidate: Candidate): number | undefined {
  const { power, cluster, local } = candidate;
  const stop = unexplainedStop(cluster);
  if (stop === undefined) return undefined;
  const isCovered = needsIdleness(candidate) && power.minUptimeMs <= power.idleForMs;
  const minUptimeMs = isCovered ? 0 : power.minUptimeMs;
  // An older note shows that no stop was repeated, so the cluster has been stopped.
  const sinceStop = local.now - stop.at;
  const { maxUptime } = power;
  const isOfEnd = power.stop === 'atEnd' && stop.at >= (lastEnd(candidate) ?? local.now);
  const isOverdue = maxUptime !== undefined && sinceStop >= maxUptime.ms;
  const neededMs = Math.max(
    minUptimeMs,
    power.snapshotFirst && !isOverdue ? Math.min(sinceStop, DAY_MS) : 0,
    isOfEnd && !isOverdue ? Math.min(sinceStop, SEEN_STOP_MS) : 0,
    isOverdue ? maxUptime.ms : 0,
  );
  return neededMs > 0 ? neededMs : undefined;
}

/** The metric that shows whether a cluster is up; none for an engine whose metrics are not known. */
export function uptimeMetrics(cluster: Cluster): MetricQuery[] {
  return gaugesOf(cluster).flatMap(({ metric }) =>
    metric === ALIVE_METRIC ? [queryOf(cluster, metric)] : [],
  );
}

/** Whether the metric is there in every settled bucket. */
export function checkUpSince(
  _cluster: Cluster,
  window: MetricWindow,
  series: ReadonlyMap<string, Series>,
): UpSince {
  const gap = gapOf({ metric: ALIVE_METRIC, steady: true }, window, series.get(ALIVE_METRIC));
  return gap === undefined ? { state: 'up', since: window.start } : { state: 'unknown', detail: gap };
}

/** Keeps a cluster up that may have been started less than `minUptime` ago, without anything that reports it. */
export function checkUnknownStart(candidate: Candidate, facts: StopFacts): Finding | undefined {
  const { power, cluster, local } = candidate;
  const stop = unexplainedStop(cluster, facts);
  if (stop === undefined || facts.upSince?.state === 'up') return undefined;
  if (power.minUptimeMs === 0 || (needsIdleness(candidate) && power.minUptimeMs <= power.idleForMs)) {
    return undefined;
  }
  const why = facts.upSince?.detail ?? 'they have not been read';
  return skip(
    'started-recently',
    `stopped ${formatWhenIn(stop.at, local)}, and RDS reports no start since; its metrics do not show ` +
      `${formatDuration(power.minUptimeMs)} of uptime: ${why}`,
  );
}

/** The time after which a snapshot has to be, if a start is missing: the stop before it. */
export function stopBeforeUnknownStart(cluster: Cluster, facts: StopFacts): EpochMs | undefined {
  const stop = unexplainedStop(cluster, facts);
  const hadNoEffect = stop && facts.upSince?.state === 'up' && facts.upSince.since <= stop.at;
  return hadNoEffect ? undefined : stop?.at;
}
