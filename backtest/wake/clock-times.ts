import { STOP_AND_START_MS } from '../../shared/policy/model/availability.ts';
import { leadOf } from '../../shared/policy/power/lead.ts';
import { readHold } from '../../shared/policy/rules/hold.ts';
import { type PowerSubject, powerHoursChanges } from '../../shared/policy/rules/power-hours.ts';
import type { Calendars } from '../../shared/policy/time/calendars.ts';
import { type Hours, windowAt } from '../../shared/policy/time/hours.ts';
import type { LocalTime } from '../../shared/policy/time/local-time.ts';
import { MAINTENANCE_LEAD_MS, parseMaintenanceWindow } from '../../shared/policy/time/maintenance-window.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../shared/policy/time/units.ts';
import { instantOf, localDay } from '../../shared/policy/time/wall-clock.ts';

/** The times at which a decision may change by the clock alone. Times that are past, and too many, do no harm. */
export type Times = Iterable<EpochMs>;

const WEEK_MS = 7 * DAY_MS;
/** 1970-01-05T00:00Z, the first Monday of the epoch. */
const MONDAY_MS = 4 * DAY_MS;

/** The end of a hold. */
export function* holdTimes(tags: Readonly<Record<string, string>>, local: LocalTime): Times {
  const hold = readHold(tags, local);
  if (hold.state === 'held' && hold.until !== undefined) yield hold.until;
}

/** When hours next begin or end. What is too late shortly before can only keep something from being done. */
export function* hoursTimes(hours: Hours | undefined, calendars: Calendars, local: LocalTime): Times {
  if (hours === undefined) return;
  const { until } = windowAt(hours, calendars, local);
  if (until !== undefined) yield until;
}

/** When the hours of a cluster's power next begin or end, and when it is started before them. */
export function* powerHoursTimes(subject: PowerSubject, now: EpochMs): Times {
  const { ms } = leadOf(subject.rule.settings, subject.cluster);
  for (const at of powerHoursChanges(subject, now)) {
    yield at;
    yield at - ms;
  }
}

/** The edges of a weekly maintenance window, of the start before it, and of the last time at which that may begin. */
export function* maintenanceTimes(text: string | undefined, now: EpochMs): Times {
  const window = text === undefined ? undefined : parseMaintenanceWindow(text);
  if (window === undefined) return;
  const { startMs, lengthMs } = window;
  const week = now - ((((now - MONDAY_MS) % WEEK_MS) + WEEK_MS) % WEEK_MS);
  for (const monday of [week - WEEK_MS, week, week + WEEK_MS]) {
    const start = monday + startMs;
    yield start - MAINTENANCE_LEAD_MS - STOP_AND_START_MS;
    yield start - MAINTENANCE_LEAD_MS;
    yield start;
    yield start + lengthMs - 15 * MINUTE_MS;
    yield start + lengthMs;
  }
}

/** When the next day begins by the wall clock. */
export function nextMidnight({ timezone, now }: LocalTime): EpochMs {
  return instantOf((localDay(now, timezone) + 1) * 1440, timezone, 'start');
}
