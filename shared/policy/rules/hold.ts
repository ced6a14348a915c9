import { Temporal } from 'temporal-polyfill';
import { HOLD_TAG } from '../model/tags.ts';
import type { LocalTime } from '../time/local-time.ts';
import type { EpochMs } from '../time/units.ts';

/** The tag `dormouse:hold` at an instant. `until` is absent when it holds forever. */
export type Hold =
  | { readonly state: 'none' }
  | { readonly state: 'held'; readonly value: string; readonly until?: EpochMs }
  | { readonly state: 'over'; readonly value: string; readonly until: EpochMs }
  | { readonly state: 'unreadable'; readonly value: string };

/**
 * Reads `dormouse:hold`: `forever`, an ISO-8601 instant with `Z` or an offset, or a date, which holds to the end
 * of that day in the given time zone. Anything else is unreadable, and so holds: a time without a zone could
 * mean one instant or another.
 *
 * @example
 * readHold({ 'dormouse:hold': '2026-12-01T18:00+01:00' }, { timezone: 'Europe/Berlin', now })
 */
export function readHold(tags: Readonly<Record<string, string>>, { timezone, now }: LocalTime): Hold {
  if (!Object.hasOwn(tags, HOLD_TAG)) return { state: 'none' };
  const value = (tags[HOLD_TAG] ?? '').trim();
  if (value === 'forever') return { state: 'held', value };
  const until = readUntil(value, timezone);
  if (until === undefined) return { state: 'unreadable', value };
  return { state: now < until ? 'held' : 'over', value, until };
}

/** An ISO-8601 instant with `Z` or an offset, or the end of a date in the time zone; undefined for anything else. */
export function readUntil(value: string, timezone: string): EpochMs | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? endOfDay(value, timezone) : readInstant(value);
}

/** An ISO-8601 instant with `Z` or an offset; undefined for anything else. */
export function readInstant(value: string): EpochMs | undefined {
  return readable(() => Temporal.Instant.from(value).epochMilliseconds);
}

function endOfDay(date: string, timezone: string): EpochMs | undefined {
  return readable(
    () => Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(timezone).epochMilliseconds,
  );
}

/** Temporal says with a RangeError that text is no date or instant. */
function readable(read: () => EpochMs): EpochMs | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
