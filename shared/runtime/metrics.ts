import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { OutcomeStatus } from './outcome.ts';
import type { SweepResult } from './result.ts';

const names: Readonly<Record<OutcomeStatus, string>> = {
  done: 'ClustersDone',
  planned: 'ClustersPlanned',
  conflict: 'ClustersConflict',
  retry: 'ClustersRetry',
  failed: 'ClustersFailed',
  left: 'ClustersLeft',
};

/**
 * Writes the counts of a run to the log in CloudWatch's embedded metric format, by service and function. A count of
 * zero is not written: CloudWatch bills a metric by the hours in which it is sent, and alarms take missing data for
 * none. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emitMetrics(result: SweepResult, durationMs: number): void {
  const metrics = new Metrics({ namespace: 'Dormouse', defaultDimensions: { function: result.function } });
  const counts = {
    ClustersObserved: result.scopes.reduce((sum, { clusters }) => sum + clusters, 0),
    ScopesFailed: result.scopes.filter(({ ok }) => !ok).length,
    ReportsUndelivered: result.scopes.filter(({ undelivered }) => undelivered !== undefined).length,
    BreakersTripped: result.scopes.filter(({ breaker }) => breaker !== undefined).length,
    ...Object.fromEntries(
      Object.entries(result.summary.status).map(([status, count]) => [names[status as OutcomeStatus], count]),
    ),
  };
  for (const [name, count] of Object.entries(counts)) {
    if (count > 0) metrics.addMetric(name, MetricUnit.Count, count);
  }
  metrics.addMetric('SweepDuration', MetricUnit.Milliseconds, durationMs);
  metrics.publishStoredMetrics();
}
