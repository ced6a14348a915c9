import * as Instant from 'temporal-polyfill/fns/Instant';
import type * as ZonedDateTime from 'temporal-polyfill/fns/ZonedDateTime';
import type { EpochMs } from './units.ts';

/** An instant, and the time zone by whose clock it is read. */
export interface LocalTime {
  readonly timezone: string;
  readonly now: EpochMs;
}

/**
 * An instant as a date and time in a time zone. Temporal's functions are used here and not its classes, because a bundle then
 * has only those in use: less than half of the code. Throws a RangeError for a time zone that is none.
 */
export function zonedAt(at: EpochMs, timezone: string): ZonedDateTime.Record {
  return Instant.toZonedDateTimeISO(Instant.fromEpochMilliseconds(at), timezone);
}

/** Whether clocks can be read by a time zone of this name. Temporal, which reads them, refuses some names that Intl takes. */
export function isTimezone(name: string): boolean {
  try {
    zonedAt(0, name);
    return true;
  } catch {
    return false;
  }
}
