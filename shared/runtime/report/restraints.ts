import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Pause, Restraints } from '../../policy/model/pause.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { isoSeconds } from '../../policy/model/tags.ts';
import { concernsFunction } from '../../policy/rules/hold-back.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import type { ReportDeps } from './report.ts';

/**
 * Reports what keeps a run from making changes: a log line when that is new, and as long as it lasts metrics, which have no
 * function of their own, so that one alarm is about all of them.
 */
export function reportRestraints(
  { function: name, log, dedupe }: Pick<ReportDeps, 'function' | 'log' | 'dedupe'>,
  policy: Pick<Policy, 'enabled' | 'rules'>,
  { pauses }: Restraints,
  now: EpochMs,
): void {
  const report = dedupe.report();
  const here =
    pauses.state === 'known' ? pauses.pauses.filter((one) => concernsFunction(one, name, now)) : [];
  const off = policy.rules.flatMap((rule) => (rule.enabled === false ? [rule.name] : []));
  const isOff = policy.enabled === false;
  const isPaused = here.length > 0 || isOff || off.length > 0;
  const written = { pauses: here.map(writtenPause), ...(isOff && { enabled: false }), rules: off };
  if (report.isNew('paused', isPaused ? JSON.stringify(written) : undefined)) log.warn('paused', written);
  if (
    report.isNew('pauses unknown', pauses.state === 'unknown' ? 'unknown' : undefined) &&
    pauses.state === 'unknown'
  ) {
    log.error('pauses not read', {
      detail: pauses.why,
      remedy: 'nothing is done that takes something away; allow ssm:GetParameter, or see docs/pause.md',
    });
  }
  report.delivered();
  const counts = { Paused: isPaused ? 1 : 0, PausesUnknown: pauses.state === 'unknown' ? 1 : 0 };
  emitOfAll(counts);
}

/** Writes metrics by the service alone; zeros are not sent. */
function emitOfAll(counts: Readonly<Record<string, number>>): void {
  const metrics = new Metrics({ namespace: 'Dormouse' });
  for (const [name, count] of Object.entries(counts)) {
    if (count > 0) metrics.addMetric(name, MetricUnit.Count, count);
  }
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}

function writtenPause({ until, since, ...rest }: Pause) {
  return { ...rest, since: isoSeconds(since), ...(until !== undefined && { until: isoSeconds(until) }) };
}
