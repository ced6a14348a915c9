import { defined } from '../../defined.ts';
import { STOP_AND_START_MS } from '../model/availability.ts';
import type { Cluster } from '../model/cluster.ts';
import type { ActivityStreamRule, Policy } from '../model/policy.ts';
import { STREAM_TAG } from '../model/tags.ts';
import { powerHoursAt } from '../rules/power-hours.ts';
import { settingsOf } from '../rules/settings.ts';
import { nextMaintenanceAt } from '../time/maintenance-window.ts';
import type { EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import { type Candidate, desiredAt, type StreamChange, type StreamFinding, wait } from './candidate.ts';
import { backoffFrom, LAG_MS, type LastAction } from './history.ts';

/** How many openings and closings of the hours are searched: a week of hours that close twice a day. */
const MAX_TURNS = 28;

/**
 * When the rule allows a restart with `leastMs` left: `now`, or the next such time; undefined when none is known. Off
 * hours are those of the rule that decides the cluster's power.
 */
export function nextRestartAt(
  { restart }: ActivityStreamRule,
  cluster: Cluster,
  policy: Policy,
  now: EpochMs,
  leastMs = 0,
): EpochMs | undefined {
  if (restart === 'anytime') return now;
  const times = [
    nextMaintenanceAt(cluster.maintenanceWindow, now, leastMs),
    restart === 'offHours' ? nextOffHoursAt(cluster, policy, now, leastMs) : undefined,
  ].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Starting and stopping both restart the cluster, which the rule allows at certain times; and RDS may have just refused. */
export function checkRestart(candidate: Candidate): StreamFinding | undefined {
  const { change, declared, cluster, policy, history } = candidate;
  const { now } = candidate.local;
  if (change === undefined) return undefined;
  const allowedAt = nextRestartAt(declared, cluster, policy, now, change.leastMs);
  const backoff = backoffFrom(history, change.action);
  if (allowedAt === now && backoff === undefined) return undefined;
  const next =
    backoff === undefined
      ? allowedAt
      : nextRestartAt(declared, cluster, policy, backoff.at + LAG_MS, change.leastMs);
  const detail =
    allowedAt === now && backoff !== undefined
      ? describeBackoff(candidate, change, backoff, next)
      : describeRestart(candidate, change, next);
  return { ...wait(candidate, 'restart-waits', detail), ...defined({ restartsAt: next }) };
}

/** The last half hour before the hours is too late: the restart could reach into them. */
function nextOffHoursAt(
  cluster: Cluster,
  policy: Policy,
  now: EpochMs,
  leastMs: number,
): EpochMs | undefined {
  const rule = settingsOf(policy, cluster, 'power');
  let at: EpochMs | undefined = now;
  for (let turn = 0; rule && at !== undefined && turn < MAX_TURNS; turn++) {
    const hours = powerHoursAt({ policy, rule, cluster }, at);
    if (hours === undefined) return undefined;
    const { open, until } = hours.window;
    if (!open && (until === undefined || until - at > STOP_AND_START_MS + leastMs)) return at;
    at = until;
  }
  return undefined;
}

function describeRestart(candidate: Candidate, change: StreamChange, next: EpochMs | undefined): string {
  const { restart } = candidate.declared;
  const doing = change.action === 'start' ? 'starting' : 'stopping';
  const allows = change.leastMs === 0 ? 'allows that' : 'allows that, with time to start it again,';
  return `${doing} its stream (${change.detail}) restarts the cluster; restart: ${restart} ${allows} ${describeNext(candidate, next, 'from ')}`;
}

function describeBackoff(
  candidate: Candidate,
  { action, detail }: StreamChange,
  { answer, at }: LastAction,
  next: EpochMs | undefined,
): string {
  const said = answer === 'busy' ? 'was busy when asked to' : 'refused to';
  const when = formatWhenIn(at, candidate.local);
  return `RDS ${said} ${action} its stream (${detail}) ${when}; the next try is ${describeNext(candidate, next)}, or as soon as the tag ${STREAM_TAG} is removed`;
}

/** `Mon 19:00 Europe/Berlin, when it should be off` */
function describeNext(candidate: Candidate, next: EpochMs | undefined, from = ''): string {
  if (next === undefined) return 'at an unknown time, because its maintenance window cannot be read';
  const when = `${from}${formatWhenIn(next, candidate.local)}`;
  const desired = desiredAt(candidate, next);
  if (desired === candidate.desired) return when;
  return desired === 'off' ? `${when}, when it should be off` : `${when}, when it should run ${desired}`;
}
