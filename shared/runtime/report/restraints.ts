import type { TargetLocation } from '../../policy/model/location.ts';
import { isActive, type Pause, type Restraints } from '../../policy/model/pause.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { isoSeconds } from '../../policy/model/tags.ts';
import { pausesNow } from '../../policy/rules/hold-back.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import { emitForAll } from './metrics.ts';
import type { EventMakers, ReportDeps } from './report.ts';
import { sendReports } from './send-reports.ts';

/** A run, with what keeps it from making changes. */
interface Restrained {
  readonly policy: Pick<Policy, 'enabled' | 'rules' | 'mode'>;
  readonly restraints: Restraints;
  home(): Promise<TargetLocation>;
}

/**
 * Reports the restraints of a run: a log line when one is new, an event when the policy can't be used, and for as long as they
 * last metrics without a function, so that one alarm is about all functions.
 */
export async function reportRestraints(
  deps: ReportDeps,
  { policy, restraints, home }: Restrained,
  now: EpochMs,
): Promise<void> {
  const { pauses, outdated } = restraints;
  const { function: name, log } = deps;
  const report = deps.dedupe.report();
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
  // Of the pauses of all functions, not of this one alone: a function that is paused may run too rarely for the alarm.
  const anywhere = pauses.state === 'known' && pauses.pauses.some((one) => isActive(one, now));
  emitForAll({
    Paused: isPaused || anywhere ? 1 : 0,
    PausesUnknown: pauses.state === 'unknown' ? 1 : 0,
    PolicyOutdated: outdated === undefined ? 0 : 1,
  });
  if (report.isNew('policy outdated', outdated) && outdated !== undefined) {
    log.error('policy outdated', { detail: outdated });
    const { account, region } = await home();
    const context = { function: name, mode: policy.mode, scope: { account, region } };
    const makeEvents = ({ toEvent }: EventMakers) => [
      toEvent(context, 'Policy Outdated', { detail: outdated }),
    ];
    if (!(await sendReports(deps, makeEvents, context.scope))) return;
  }
  report.delivered();
}

function writtenPause({ until, since, ...rest }: Pause) {
  return { ...rest, since: isoSeconds(since), ...(until !== undefined && { until: isoSeconds(until) }) };
}
