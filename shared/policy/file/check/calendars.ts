import { Temporal } from 'temporal-polyfill';
import { suggest } from '../../../document/nearest.ts';
import type { Issue } from '../../../document/problem.ts';
import type { Policy } from '../../model/policy.ts';
import type { EpochMs } from '../../time/units.ts';
import { allHours } from './places.ts';

/** Calendars that hours name and the policy does not have. */
export function checkCalendarNames(policy: Policy): Issue[] {
  const known = Object.keys(policy.calendars);
  return allHours(policy).flatMap(({ path, value }) =>
    value.except
      .filter((name) => !known.includes(name))
      .map((name) => ({
        path,
        value: value.text,
        message: `names the calendar ${name}, which calendars does not have`,
        remedy: known.length === 0 ? `add calendars: { ${name}: [2026-12-25] }` : suggest(name, known),
      })),
  );
}

/** Calendars whose dates have all passed: most likely nobody has added the new year's. */
export function checkCalendarDates(policy: Policy, now: EpochMs): Issue[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(policy.timezone).toPlainDate();
  return Object.entries(policy.calendars)
    .filter(([, dates]) => dates.every((date) => Temporal.PlainDate.compare(date, today) < 0))
    .map(([name]) => ({
      path: ['calendars', name],
      severity: 'warning',
      atKey: true,
      message: 'has only dates that have passed',
      remedy: 'add the next ones',
    }));
}
