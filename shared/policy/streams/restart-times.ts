import { STOP_AND_START_MS } from '../model/availability.ts';
import type { Cluster } from '../model/cluster.ts';
import type { ActivityStreamRule, Policy } from '../model/policy.ts';
import { STREAM_TAG } from '../model/tags.ts';
import { decidingRule } from '../rules/match.ts';
import { windowAt } from '../time/hours.ts';
import { nextMaintenanceAt } from '../time/maintenance-window.ts';
import type { EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import { type Candidate, desiredAt, type StreamChange, type StreamFinding, wait } from './candidate.ts';
import { backoffFrom, LAG_MS, type LastAction } from './history.ts';

/** So many times hours open and close are looked at: a week of those that close twice a day. */
const TURNS = 28;

/**
 * When the rule allows a restart and `leastMs` for more after it: `now`, or the next time that is known. The hours are
 * those of the rule that decides the cluster's power.
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

/** Starting and stopping both restart the cluster, which the rule allows at times; and AWS may have refused it just now. */
export function checkRestart(candidate: Candidate): StreamFinding | undefined {
  const { change, declared, cluster, policy, history, now } = candidate;
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
  return { ...wait(candidate, 'restart-waits', detail), ...(next !== undefined && { restartsAt: next }) };
}

/** The last half hour of them is too late: the restart could reach into the hours. */
function nextOffHoursAt(
  cluster: Cluster,
  policy: Policy,
  now: EpochMs,
  leastMs: number,
): EpochMs | undefined {
  const rule = decidingRule(policy, cluster, 'power');
  const hours = rule?.power?.hours;
  let at: EpochMs | undefined = hours && now;
  for (let turn = 0; rule && hours && at !== undefined && turn < TURNS; turn++) {
    const { open, until } = windowAt(hours, rule.timezone, policy.calendars, at);
    if (!open && (until === undefined || until - at > STOP_AND_START_MS + leastMs)) return at;
    at = until;
  }
  return undefined;
}

function describeRestart(candidate: Candidate, change: StreamChange, next: EpochMs | undefined): string {
  const allows = change.leastMs === 0 ? 'allows' : 'allows, with time to start it anew,';
  return `to ${change.action} its stream (${change.detail}) restarts it, which restart: ${candidate.declared.restart} ${allows} ${describeNext(candidate, next)}`;
}

function describeBackoff(
  candidate: Candidate,
  { action, detail }: StreamChange,
  { answer, at }: LastAction,
  next: EpochMs | undefined,
): string {
  const said = answer === 'busy' ? 'was busy when it was asked to' : 'refused to';
  const when = formatWhenIn(at, candidate.rule.timezone, candidate.now);
  return `AWS ${said} ${action} its stream (${detail}) ${when}; it is tried again ${describeNext(candidate, next)}, or sooner once the tag ${STREAM_TAG} is removed`;
}

/** `Mon 19:00 Europe/Berlin, when it is not to run` */
function describeNext(candidate: Candidate, next: EpochMs | undefined): string {
  if (next === undefined) return 'at a time that is not known, for its maintenance window cannot be read';
  const when = formatWhenIn(next, candidate.rule.timezone, candidate.now);
  const desired = desiredAt(candidate, next);
  if (desired === candidate.desired) return when;
  return desired === 'off' ? `${when}, when it is not to run` : `${when}, when it is to run ${desired}`;
}
