import { nearest, suggest } from '../../../document/nearest.ts';
import type { Issue } from '../../../document/problem.ts';
import type { Policy } from '../../model/policy.ts';
import { entryOn, lastDay } from '../../time/calendars.ts';
import { dayNames, isDayWord } from '../../time/day-words.ts';
import { type Hours, openingCalendars } from '../../time/hours.ts';
import type { EpochMs } from '../../time/units.ts';
import { dateOf, dayOfDate, localDay } from '../../time/wall-clock.ts';
import { type At, allHours } from './places.ts';

/** Calendars that hours name and the policy does not have. */
export function checkCalendarNames(policy: Policy): Issue[] {
  const known = Object.keys(policy.calendars);
  return allHours(policy).flatMap(({ path, value }) => [
    ...openingCalendars(value)
      .filter((name) => !known.includes(name))
      .map((name) => ({
        path,
        value: value.text,
        message: `has ${name}, which is neither a day nor a calendar`,
        remedy: closest(name, known),
      })),
    ...value.except
      .filter((name) => !known.includes(name))
      .map((name) => ({
        path,
        value: value.text,
        message: `names the calendar ${name}, which calendars does not have`,
        remedy: known.length === 0 ? `add calendars: { ${name}: [2026-12-25] }` : suggest(name, known),
      })),
  ]);
}

function closest(name: string, known: readonly string[]): string {
  const near = nearest(name, [...dayNames, 'daily', ...known]);
  return near === undefined
    ? `write one of ${[...dayNames, 'daily', ...known].join(', ')}, or add it to calendars`
    : `did you mean ${near}?`;
}

/** Calendars whose dates have all passed: most likely nobody has added the new year's. */
export function checkCalendarDates(policy: Policy, now: EpochMs): Issue[] {
  const today = localDay(now, policy.timezone);
  return Object.entries(policy.calendars).flatMap(([name, calendar]): Issue[] => {
    const last = lastDay(calendar);
    if (last === undefined || last >= today) return [];
    return [
      {
        path: ['calendars', name],
        severity: 'warning',
        atKey: true,
        message: `has no date after ${dateOf(last)}`,
        remedy: calendar.some((entry) => typeof entry !== 'string')
          ? 'run dormouse calendars update'
          : 'add the next ones',
      },
    ];
  });
}

/** Calendars whose names are read as days where days stand, so that only `except` can name them. */
export function checkCalendarWords({ calendars }: Policy): Issue[] {
  return Object.keys(calendars)
    .filter(isDayWord)
    .map((name) => ({
      path: ['calendars', name],
      severity: 'warning',
      atKey: true,
      message: 'is read as days in hours, so only except can name it',
      remedy: 'give it another name',
    }));
}

/** Dates that hours open and one of their calendars closes. */
export function checkClosedDates(policy: Policy): Issue[] {
  return allHours(policy).flatMap(({ path, value }) =>
    openingDates(value).flatMap((date) => {
      const closing = value.except.filter(
        (name) => entryOn(policy.calendars, name, dayOfDate(date)) !== undefined,
      );
      return closing.map((name) => neverOpens({ path, value }, date, name));
    }),
  );
}

function openingDates({ ranges }: Hours): string[] {
  return typeof ranges === 'string' ? [] : ranges.flatMap(({ dates = [] }) => dates);
}

function neverOpens({ path, value }: At<Hours>, date: string, name: string): Issue {
  return {
    path,
    value: value.text,
    severity: 'warning',
    message: `does not open on ${date}, because the calendar ${name} has that date and except holds for the whole list`,
    remedy: `remove one of the two`,
  };
}
