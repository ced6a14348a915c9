import type { Policy } from '../shared/policy/model/policy.ts';
import { type CalendarState, changeCalendarsOf } from '../shared/policy/rules/change-calendar.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import { calendarAt, calendarName } from '../simulator/core/change-calendar.ts';
import type { Fleet } from '../simulator/fleet/fleet.ts';

/** The state of a change calendar by the fleet file. One that it does not have is open, because a recording has none. */
export function calendarStateAt(fleet: Fleet, name: string, at: EpochMs): CalendarState {
  const { isClosed, next } = calendarAt(fleet.changeCalendars[calendarName(name)] ?? [], at);
  return { state: isClosed ? 'CLOSED' : 'OPEN', ...(Number.isFinite(next) && { until: next }) };
}

/** When any change calendar of the fleet opens or closes next; infinite when none does. */
export function nextCalendarTurn({ changeCalendars }: Fleet, now: EpochMs): EpochMs {
  return calendarAt(Object.values(changeCalendars).flat(), now).next;
}

/** The change calendars of a policy that a fleet file does not have. */
export function missingCalendars(policy: Policy, fleet: Fleet): string[] {
  return changeCalendarsOf(policy).filter((name) => fleet.changeCalendars[calendarName(name)] === undefined);
}
