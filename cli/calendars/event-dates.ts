import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { MAX_EVENT_NAME } from '../../shared/policy/file/schema/calendars.ts';
import { isTimezone } from '../../shared/policy/time/local-time.ts';

/** The time of which dates are read. */
export interface DateSpan {
  /** Of an event with times, the dates are counted by this clock; it is also the zone of times that name none. */
  readonly timezone: string;
  /** Dates, `2026-01-01`; both ends are included. */
  readonly first: string;
  readonly last: string;
}

/** An event that is read wrongly, or not within a bounded time. */
export class UnreadableEvent extends Error {}

/** More than a century of days. */
const MAX_OCCURRENCES = 40_000;
/** An occurrence is looked for as far as this from the span, because single ones may be moved into it. */
const MOVED_DAYS = 400;

/**
 * The dates of all events of an iCalendar text, each with the names of its events. An event counts on each date on which any of
 * it takes place. Cancelled events do not count.
 *
 * @throws UnreadableEvent when the text is no iCalendar, or an event can't be read.
 */
export function eventDates(text: string, span: DateSpan): Map<string, string> {
  const names = new Map<string, Set<string>>();
  const near = Temporal.PlainDate.from(span.first).subtract({ days: 2 }).toString();
  for (const calendar of calendarsIn(text)) {
    for (const each of occurrences(calendar, span)) {
      for (const date of datesOf(each, span, near)) {
        names.set(date, (names.get(date) ?? new Set<string>()).add(each.name));
      }
    }
  }
  return new Map(
    [...names]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([date, all]) => [date, [...all].filter(Boolean).join('; ').slice(0, MAX_EVENT_NAME)]),
  );
}

function calendarsIn(text: string): ICAL.Component[] {
  try {
    const parsed: unknown = ICAL.parse(text);
    const all = Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed : [parsed];
    const calendars = all.map((each) => new ICAL.Component(each));
    if (calendars.every(({ name }) => name === 'vcalendar')) return calendars;
  } catch (cause) {
    throw new UnreadableEvent(`is no iCalendar (${reasonOf(cause)})`, { cause });
  }
  throw new UnreadableEvent('is no iCalendar: it does not begin with BEGIN:VCALENDAR');
}

interface Occurrence {
  readonly start: ICAL.Time;
  readonly end: ICAL.Time;
  /** Where the event says it in place of an end. */
  readonly duration?: ICAL.Duration;
  /** The IANA zones of both, where the file names a zone without a description. */
  readonly zones: readonly [start: string | undefined, end: string | undefined];
  readonly name: string;
}

function* occurrences(calendar: ICAL.Component, span: DateSpan): Iterable<Occurrence> {
  const byUid = Map.groupBy(calendar.getAllSubcomponents('vevent'), (event) =>
    String(event.getFirstPropertyValue('uid') ?? ''),
  );
  for (const [uid, group] of byUid) {
    const isMaster = (one: ICAL.Component) => uid === '' || !one.hasProperty('recurrence-id');
    const masters = group.filter(isMaster);
    const moved = group.filter((one) => !isMaster(one));
    // A file may have single occurrences of an event that it does not have.
    const events =
      masters.length === 0
        ? moved.map((one) => [one, []] as const)
        : masters.map((one) => [one, moved] as const);
    for (const [component, exceptions] of events) yield* occurrencesOf(component, exceptions, span);
  }
}

function* occurrencesOf(
  component: ICAL.Component,
  exceptions: readonly ICAL.Component[],
  span: DateSpan,
): Iterable<Occurrence> {
  const title = nameOf(component);
  try {
    const event = new ICAL.Event(component, { exceptions: [...exceptions], strictExceptions: false });
    if (event.startDate === null) throw new UnreadableEvent('has no DTSTART');
    if (component.hasProperty('rrule') || component.hasProperty('rdate')) {
      yield* recurring(event, component, span);
    }
    // The first occurrence is the event itself, also where only further dates are listed.
    if (!component.hasProperty('rrule') && !isExcluded(component, event.startDate)) {
      yield* occurrence(component, event.startDate, event.endDate);
    }
  } catch (cause) {
    throw new UnreadableEvent(`has an event that cannot be read, "${title}": ${reasonOf(cause)}`, { cause });
  }
}

function isExcluded(component: ICAL.Component, start: ICAL.Time): boolean {
  const excluded = component.getAllProperties('exdate').flatMap((property) => property.getValues());
  return excluded.some((time) => time instanceof ICAL.Time && time.compare(start) === 0);
}

function* recurring(event: ICAL.Event, component: ICAL.Component, span: DateSpan): Iterable<Occurrence> {
  checkRules(component);
  // Without its description, such a zone cannot be compared with the UTC times of exceptions and ends.
  const unknown = zoneOf(component, 'dtstart');
  if (unknown !== undefined)
    throw new UnreadableEvent(`it recurs, and the file does not describe its time zone ${unknown}`);
  const latest = Temporal.PlainDate.from(span.last).add({ days: MOVED_DAYS }).toString();
  const iterator = event.iterator();
  for (let count = 0; ; count += 1) {
    const next = iterator.next();
    if (!next || next.toString().slice(0, 10) > latest) return;
    if (count > MAX_OCCURRENCES) throw new UnreadableEvent(`it recurs more than ${MAX_OCCURRENCES} times`);
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    yield* occurrence(item.component, startDate, endDate);
  }
}

/** Rules that would take too long, or that the library reads wrongly. */
function checkRules(component: ICAL.Component): void {
  for (const property of component.getAllProperties('rrule')) {
    const rule = property.getFirstValue();
    if (!(rule instanceof ICAL.Recur)) continue;
    if (['SECONDLY', 'MINUTELY', 'HOURLY'].includes(rule.freq)) {
      throw new UnreadableEvent(`it recurs ${rule.freq.toLowerCase()}`);
    }
    if ('BYSETPOS' in rule.parts && !('BYDAY' in rule.parts)) {
      throw new UnreadableEvent('it has BYSETPOS without BYDAY');
    }
  }
}

function* occurrence(component: ICAL.Component, start: ICAL.Time, end: ICAL.Time): Iterable<Occurrence> {
  if (component.getFirstPropertyValue('status') === 'CANCELLED') return;
  const zone = zoneOf(component, 'dtstart');
  const duration = component.getFirstPropertyValue('duration');
  yield {
    ...{ start, end, zones: [zone, zoneOf(component, 'dtend') ?? zone], name: nameOf(component) },
    ...(duration instanceof ICAL.Duration && { duration }),
  };
}

function nameOf(component: ICAL.Component): string {
  return String(component.getFirstPropertyValue('summary') ?? '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_EVENT_NAME);
}

/** A time zone that a property names and the file does not describe. */
function zoneOf(component: ICAL.Component, name: 'dtstart' | 'dtend'): string | undefined {
  const property = component.getFirstProperty(name);
  const zone = property?.getParameter('tzid');
  if (typeof zone !== 'string') return undefined;
  if (component.getTimeZoneByID(zone) !== null) return undefined;
  if (isTimezone(zone)) return zone;
  throw new UnreadableEvent(`the file does not describe its time zone ${zone}`);
}

/** The dates of an occurrence within the span. Its end is not part of it, unless it has no length. */
function datesOf(each: Occurrence, { timezone, first, last }: DateSpan, near: string): string[] {
  // Most occurrences of an old event end long before, a day or more in whatever time zone.
  const end = each.end.toString().slice(0, 10);
  if (end < near) return [];
  const [from, to] = each.start.isDate ? wholeDays(each) : timedDays(each, timezone);
  const dates: string[] = [];
  const earliest = from.toString() < first ? Temporal.PlainDate.from(first) : from;
  for (let date = earliest; ; date = date.add({ days: 1 })) {
    const text = date.toString();
    if (text > last || Temporal.PlainDate.compare(date, to) > 0) return dates;
    dates.push(text);
  }
}

type Dates = readonly [from: Temporal.PlainDate, to: Temporal.PlainDate];

function wholeDays({ start, end }: Occurrence): Dates {
  const from = Temporal.PlainDate.from(start.toString().slice(0, 10));
  const to = Temporal.PlainDate.from(end.toString().slice(0, 10)).subtract({ days: 1 });
  return [from, Temporal.PlainDate.compare(to, from) < 0 ? from : to];
}

function timedDays(each: Occurrence, timezone: string): Dates {
  const from = instantOf(each.start, each.zones[0], timezone);
  const to = Math.max(from, endOf(each, timezone) - 1);
  const dateAt = (at: number) =>
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate();
  return [dateAt(from), dateAt(to)];
}

/** Days of a duration are those of the calendar, its hours are of sixty minutes, also when the clocks change (RFC 5545, 3.3.6). */
function endOf({ start, end, duration, zones }: Occurrence, timezone: string): number {
  if (duration === undefined) return instantOf(end, zones[1], timezone);
  const { weeks, days, hours, minutes, seconds } = duration;
  const lastDay = start.clone();
  lastDay.adjust(7 * weeks + days, 0, 0, 0);
  return instantOf(lastDay, zones[0], timezone) + ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** A zone that the file does not describe may be an IANA name; a time without a zone is local. */
function instantOf(time: ICAL.Time, zone: string | undefined, timezone: string): number {
  if (time.zone !== ICAL.Timezone.localTimezone) return time.toUnixTime() * 1000;
  const wall = Temporal.PlainDateTime.from(time.toString().slice(0, 19));
  return wall.toZonedDateTime(zone ?? timezone).epochMilliseconds;
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
