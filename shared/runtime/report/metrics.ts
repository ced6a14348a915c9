import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { actionRow } from '../../policy/model/actions.ts';
import { HOUR_MS } from '../../policy/time/units.ts';
import type { Outcome } from '../sweep/outcome.ts';
import type { SweepResult } from '../sweep/result.ts';
import { isFailure } from '../sweep/summary.ts';
import { drillCounts } from './drill-metrics.ts';

const NAMESPACE = 'Dormouse';

/** The purpose of a run: to sweep all of an account and Region, or the clusters that an event or a person names. */
export type Purpose = 'sweep' | 'targeted';

/**
 * Writes the counts of a run, and `more` counts, to the log in CloudWatch's embedded metric format, by service and
 * function. A quiet run sends only `ScopesSwept`, and a count of zero is not written: CloudWatch bills a metric by the
 * hours in which it is sent, and alarms take missing data for none.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emitMetrics(
  result: SweepResult,
  purpose: Purpose,
  more: Readonly<Record<string, number>> = {},
): void {
  const metrics = metricsOf(result.function);
  const {
    ok: allWell,
    scopes,
    outcomes,
    recoveryPoints = [],
    streamGaps = [],
    overriddenStreams = [],
    provenAges = [],
    overdueDrills = [],
    unreadyClusters,
  } = result;
  const counts = {
    // A message whose run failed may well be done: this says so all the same.
    RunsFailed: allWell ? 0 : 1,
    // Beside accounts that could not be read, which have an alarm of their own.
    ActsFailed:
      outcomes.some(isFailure) || scopes.some(({ undelivered }) => undelivered !== undefined) ? 1 : 0,
    ScopesFailed: scopes.filter(({ ok }) => !ok).length,
    ReportsUndelivered: scopes.filter(({ undelivered }) => undelivered !== undefined).length,
    BreakersTripped: scopes.filter(({ breaker }) => breaker !== undefined).length,
    RecoveryPointsMissing: recoveryPoints.filter(({ ageMs }) => ageMs === undefined).length,
    StreamsMissing: streamGaps.length,
    StreamsOverridden: overriddenStreams.length,
    ...drillCounts(outcomes, overdueDrills),
    ...countByName(outcomes),
    ...more,
  };
  // The looks of sweeps come at even times, so that shares of them are shares of time.
  const hours = purpose === 'sweep' ? scopes.flatMap(({ inHours }) => inHours ?? []) : [];
  const looked = {
    ClustersInHours: hours.reduce((sum, { due }) => sum + due, 0),
    ClustersLate: hours.reduce((sum, { late }) => sum + late, 0),
  };
  addCounts(metrics, { ...counts, ...looked });
  // One that was read in part counts as swept, and as a failure too.
  const swept = scopes.filter(
    ({ ok, fault, observedAt }) => (ok && fault === undefined) || observedAt !== undefined,
  ).length;
  // The one zero that is sent: an alarm waits for this, and there may be nowhere to look.
  if (purpose === 'sweep' && (swept > 0 || scopes.length === 0)) {
    metrics.addMetric('ScopesSwept', MetricUnit.Count, swept);
  }
  const ages = recoveryPoints.flatMap(({ ageMs, maxAgeMs }) =>
    ageMs === undefined || maxAgeMs !== undefined ? [] : [ageMs],
  );
  if (ages.length > 0) {
    metrics.addMetric('RecoveryPointAgeMax', MetricUnit.Seconds, Math.round(most(ages) / 1000));
  }
  const overdue = recoveryPoints.flatMap(({ ageMs, maxAgeMs }) =>
    ageMs === undefined || maxAgeMs === undefined ? [] : [Math.max(0, ageMs - maxAgeMs)],
  );
  // 0 is sent too: the alarm keeps its state until it hears that nothing is overdue any more.
  if (overdue.length > 0) {
    metrics.addMetric('RecoveryPointOverdueMax', MetricUnit.Seconds, Math.ceil(most(overdue) / 1000));
  }
  if (streamGaps.length > 0) {
    const gaps = streamGaps.map(({ gapMs }) => gapMs);
    metrics.addMetric('StreamGapMax', MetricUnit.Seconds, Math.round(most(gaps) / 1000));
  }
  if (provenAges.length > 0) {
    const hours = most(provenAges.map(({ ageMs }) => ageMs)) / HOUR_MS;
    metrics.addMetric('ProvenAgeHours', MetricUnit.NoUnit, Math.floor(hours));
  }
  // 0 is sent too, once an hour: the alarm keeps its state in between.
  if (unreadyClusters !== undefined) {
    metrics.addMetric('ClustersNotReady', MetricUnit.Count, unreadyClusters.length);
  }
  const used = scopes.flatMap(({ quota }) => (quota ? [(100 * quota.used) / quota.max] : []));
  if (used.length > 0) {
    metrics.addMetric('SnapshotQuotaUsedPercent', MetricUnit.Percent, Math.round(most(used)));
  }
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}

/** Writes that something happened once, and how many milliseconds it took, by the name of that metric. */
export function emitCount(of: string, name: string, took: Readonly<Record<string, number>> = {}): void {
  const metrics = metricsOf(of);
  metrics.addMetric(name, MetricUnit.Count, 1);
  for (const [duration, ms] of Object.entries(took)) {
    metrics.addMetric(duration, MetricUnit.Milliseconds, ms);
  }
  metrics.publishStoredMetrics();
}

/** Writes counts of all functions together, without zeros. */
export function emitForAll(counts: Readonly<Record<string, number>>): void {
  const metrics = new Metrics({ namespace: NAMESPACE });
  addCounts(metrics, counts);
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}

function addCounts(metrics: Metrics, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) {
    if (count > 0) metrics.addMetric(name, MetricUnit.Count, count);
  }
}

function metricsOf(name: string): Metrics {
  return new Metrics({ namespace: NAMESPACE, defaultDimensions: { function: name } });
}

/** `ClustersDone`, `SnapshotsFailed`; targets that were skipped are counted in the log. */
function countByName(outcomes: readonly Outcome[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { decision, status } of outcomes.filter(({ status }) => status !== 'skipped')) {
    const name = `${capitalised(actionRow(decision.action).counts)}${capitalised(status)}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Not by spreading: there may be more than a call can have arguments. */
function most(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => Math.max(a, b));
}
