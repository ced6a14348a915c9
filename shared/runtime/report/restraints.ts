import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { TargetLocation } from '../../policy/model/location.ts';
import type { Pause, Restraints } from '../../policy/model/pause.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { isoSeconds } from '../../policy/model/tags.ts';
import { pausesNow } from '../../policy/rules/hold-back.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import { toFault } from '../sweep/fault.ts';
import type { ReportDeps } from './report.ts';

/** A run, with what keeps it from making changes. */
interface Restrained {
  readonly policy: Pick<Policy, 'enabled' | 'rules' | 'mode'>;
  readonly restraints: Restraints;
  home(): Promise<TargetLocation>;
}

/**
 * Reports what keeps a run from making changes: a log line when that is new, an event when it is a policy that can't be used, and as long as it lasts metrics, which have no
 * function of their own, so that one alarm is about all of them.
 */
export async function reportRestraints(
  { function: name, log, dedupe, putEvents }: ReportDeps,
  { policy, restraints, home }: Restrained,
  now: EpochMs,
): Promise<void> {
  const { pauses, outdated } = restraints;
  const report = dedupe.report();
  const here = pausesNow(restraints, name, now);
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
  emitOfAll({
    Paused: isPaused ? 1 : 0,
    PausesUnknown: pauses.state === 'unknown' ? 1 : 0,
    PolicyOutdated: outdated === undefined ? 0 : 1,
  });
  if (report.isNew('policy outdated', outdated) && outdated !== undefined) {
    log.error('policy outdated', { detail: outdated });
    const { account, region } = await home();
    const scope = { account, region, ok: false, clusters: 0 };
    const { toEvent } = await import('./events.ts');
    const event = toEvent({ function: name, mode: policy.mode, scope }, 'Policy Outdated', {
      detail: outdated,
    });
    try {
      await putEvents?.([event]);
    } catch (error) {
      // What is known is handled all the same, and the next run says it again.
      log.error('report not delivered', { account, region, fault: toFault(error) });
      return;
    }
  }
  report.delivered();
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
