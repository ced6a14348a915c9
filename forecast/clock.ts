import { metricWindow } from '../shared/policy/metrics/window.ts';
import { AWS_RESTART_MS, STOP_AND_START_MS } from '../shared/policy/model/availability.ts';
import type { Cluster } from '../shared/policy/model/cluster.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import type { Candidate } from '../shared/policy/power/candidate.ts';
import type { StopFacts } from '../shared/policy/power/facts.ts';
import { leadOf } from '../shared/policy/power/lead.ts';
import { STARTS_KNOWN_MS } from '../shared/policy/power/snapshot-first.ts';
import { staggeredStart } from '../shared/policy/power/stagger.ts';
import { readHold } from '../shared/policy/rules/hold.ts';
import { type PowerSubject, powerHoursChanges } from '../shared/policy/rules/power-hours.ts';
import { readLastAction as readPowerNote } from '../shared/policy/rules/power-note.ts';
import { LAG_MS, readHistory } from '../shared/policy/streams/history.ts';
import { type Hours, windowAt } from '../shared/policy/time/hours.ts';
import type { LocalTime } from '../shared/policy/time/local-time.ts';
import {
  inMaintenanceWindow,
  MAINTENANCE_LEAD_MS,
  nextMaintenanceAt,
  parseMaintenanceWindow,
} from '../shared/policy/time/maintenance-window.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../shared/policy/time/units.ts';

/** How long after stops without effect the next one is tried, and how long RDS may show an old status of a stream. */
const BACKOFFS_MS = [15, 30, 60, 120, 240].map((minutes) => minutes * MINUTE_MS);

/**
 * When the decision about a cluster's power may be another than now, because of the clock alone: the earliest time that
 * matters, undefined when there is none.
 */
export function nextPowerTime(
  candidate: Candidate,
  facts: Pick<StopFacts, 'lastStart'>,
): EpochMs | undefined {
  const { power, cluster, local } = candidate;
  const last = readPowerNote(cluster);
  const { lastStart } = facts;
  return earliestAfter(local.now, [
    ...powerHoursTimes(candidate, local.now),
    staggeredStart(candidate, local.now),
    ...holdTimes(cluster, local),
    ...maintenanceTimes(candidate),
    ...sinceTimes(cluster.createdAt, [power.minUptimeMs, power.idleForMs]),
    ...sinceTimes(lastStart?.at, [power.minUptimeMs, STARTS_KNOWN_MS]),
    ...(power.maxUptime ? sinceTimes(lastStart?.at ?? cluster.createdAt, [power.maxUptime.ms]) : []),
    ...sinceTimes(last?.at, [...BACKOFFS_MS, power.minUptimeMs, DAY_MS, AWS_RESTART_MS]),
    ...sinceTimes(readHistory(cluster, local.now).last?.at, [LAG_MS]),
    ...(lastStart ? [evidenceAt(cluster, power.idleForMs, lastStart.at)] : []),
  ]);
}

/** The earliest of some times that is later than `now`. */
export function earliestAfter(now: EpochMs, times: readonly (EpochMs | undefined)[]): EpochMs | undefined {
  const later = times.filter((at) => at !== undefined && at > now) as EpochMs[];
  return later.length === 0 ? undefined : Math.min(...later);
}

/** When hours open or close next. */
export function hoursTimes(hours: Hours | undefined, policy: Policy, local: LocalTime): EpochMs[] {
  const until = hours && windowAt(hours, policy.calendars, local).until;
  return until === undefined ? [] : [until];
}

/** When the hours of a cluster's power open or close next, and when that is near. */
export function powerHoursTimes(subject: PowerSubject, now: EpochMs): EpochMs[] {
  const { ms } = leadOf(subject.rule.settings, subject.cluster);
  return powerHoursChanges(subject, now).flatMap((at) => [at - ms - STOP_AND_START_MS, at - ms, at]);
}

export function holdTimes(cluster: Cluster, local: LocalTime): EpochMs[] {
  const hold = readHold(cluster.tags, local);
  return hold.state === 'held' && hold.until !== undefined ? [hold.until] : [];
}

function maintenanceTimes({
  power,
  cluster: { maintenanceWindow: text },
  local: { now },
}: Candidate): EpochMs[] {
  const window =
    power.maintenance === 'honour' && text !== undefined ? parseMaintenanceWindow(text) : undefined;
  if (window === undefined) return [];
  // The next beginning, also where the window is now.
  const next =
    nextMaintenanceAt(text, inMaintenanceWindow(text, now, 0) ? now + window.lengthMs : now) ?? now;
  const start = next - MAINTENANCE_LEAD_MS;
  const end = next - 7 * DAY_MS + window.lengthMs;
  return [end, start - STOP_AND_START_MS, start, next + window.lengthMs];
}

function sinceTimes(at: EpochMs | undefined, after: readonly number[]): EpochMs[] {
  return at === undefined ? [] : after.map((ms) => at + ms);
}

/** When metrics can be complete over `idleForMs` for a cluster that has sent them since a start. */
export function evidenceAt(cluster: Cluster, idleForMs: number, startedAt: EpochMs): EpochMs {
  const { start, periodMs } = metricWindow(cluster, idleForMs, startedAt);
  return startedAt + (startedAt - start) - 2 * periodMs;
}
