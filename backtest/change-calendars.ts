import type { Policy } from '../shared/policy/model/policy.ts';
import { type CalendarState, changeCalendarsOf } from '../shared/policy/rules/change-calendar.ts';
import type { EpochMs } from '../shared/policy/time/units.ts';
import type { Fleet } from '../simulator/fleet/fleet.ts';

/** The state of a change calendar by the fleet file. One that it does not have is open, because a recording has none. */
export function calendarStateAt(fleet: Fleet, name: string, at: EpochMs): CalendarState {
  const closed = fleet.changeCalendars[shortName(name)] ?? [];
  const until = Math.min(...closed.flat().filter((edge) => edge > at));
  return {
    state: closed.some(([from, to]) => from <= at && at < to) ? 'CLOSED' : 'OPEN',
    ...(Number.isFinite(until) && { until }),
  };
}

/** When any change calendar of the fleet opens or closes next; infinite when none does. */
export function nextCalendarTurn({ changeCalendars }: Fleet, now: EpochMs): EpochMs {
  return Math.min(
    ...Object.values(changeCalendars)
      .flat(2)
      .filter((edge) => edge > now),
  );
}

/** The change calendars of a policy that a fleet file does not have. */
export function missingCalendars(policy: Policy, fleet: Fleet): string[] {
  return changeCalendarsOf(policy).filter((name) => fleet.changeCalendars[shortName(name)] === undefined);
}

function shortName(name: string): string {
  return name.replace(/^arn:.*:document\//, '');
}
