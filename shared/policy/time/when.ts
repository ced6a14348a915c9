import { oncePer } from '../../once.ts';
import { calendarCause } from './calendar-cause.ts';
import type { Calendars } from './calendars.ts';
import type { Hours, Window } from './hours.ts';
import { localClock } from './local-clock.ts';
import type { LocalTime } from './local-time.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from './units.ts';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const SIX_DAYS_MS = 6 * DAY_MS;

/**
 * An instant for people in the given time zone. The weekday stands alone where no other of that name is meant.
 *
 * @example
 * formatWhen(at, { timezone: 'Europe/Berlin', now }) // 'Fri 19:00', or 'Fri 2026-12-25 19:00' when further away
 */
export function formatWhen(at: EpochMs, { timezone, now }: LocalTime): string {
  const { date, time, weekday } = localClock(at, timezone);
  const day = Math.abs(at - now) < SIX_DAYS_MS ? '' : ` ${date}`;
  return `${WEEKDAYS[weekday - 1]}${day} ${time}`;
}

/** The same, with the time zone: `Fri 19:00 Europe/Berlin`. */
export function formatWhenIn(at: EpochMs, local: LocalTime): string {
  return `${formatWhen(at, local)} ${local.timezone}`;
}

/**
 * Where `now` is in the hours, and the calendar that makes it so.
 *
 * @example
 * // 'outside mon-fri 07:30-19:00 since Fri 19:00 Europe/Berlin; next opens Mon 07:30'
 */
export function describeWindow(
  hours: Hours,
  window: Window,
  { timezone, now }: LocalTime,
  calendars: Calendars = {},
): string {
  return wordsOf(window, hours, timezone, now, calendars);
}

/** Found once: many clusters have the same hours. */
const wordsOf = oncePer(findWords);

function findWords(
  window: Window,
  hours: Hours,
  timezone: string,
  now: EpochMs,
  calendars: Calendars,
): string {
  const local = { timezone, now };
  const cause = calendarCause(hours, window, calendars, local);
  return `${place(hours, window, local)}${cause === undefined ? '' : `; ${cause}`}`;
}

function place(hours: Hours, window: Window, local: LocalTime): string {
  const { timezone } = local;
  const when = (at: EpochMs): string => formatWhen(at, local);
  if (window.open) {
    const until = window.until === undefined ? '' : ` until ${when(window.until)} ${timezone}`;
    return `inside ${hours.text}${until}`;
  }
  const since = window.since === undefined ? '' : ` since ${when(window.since)}`;
  const zone = window.since === undefined && window.until === undefined ? '' : ` ${timezone}`;
  const next = window.until === undefined ? '' : `; next opens ${when(window.until)}`;
  return `outside ${hours.text}${since}${zone}${next}`;
}

/** A length of time in the largest unit that divides it: `90m`, `2h`, `14d`, and below a minute in seconds. */
export function formatDuration(ms: number): string {
  if (ms >= MINUTE_MS) {
    const minutes = Math.floor(ms / MINUTE_MS);
    if (minutes % 1440 === 0) return `${minutes / 1440}d`;
    return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
  }
  return `${Math.floor(ms / 1000)}s`;
}

/** A measured length of time in its two largest units: `40s`, `47m`, `24h 10m`, `3d 2h`. */
export function formatSpan(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.floor(ms / 1000)}s`;
  const minutes = Math.floor(ms / MINUTE_MS);
  const [large, small, size] = minutes < 2 * 24 * 60 ? (['h', 'm', 60] as const) : (['d', 'h', 24] as const);
  const total = size === 60 ? minutes : Math.floor(minutes / 60);
  const [whole, rest] = [Math.floor(total / size), total % size];
  return [...(whole > 0 ? [`${whole}${large}`] : []), ...(rest > 0 ? [`${rest}${small}`] : [])].join(' ');
}

/** An instant in UTC to the minute, for lists across time zones: `2026-11-20 19:05 UTC`. */
export function formatUtc(at: EpochMs): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
