import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from './units.ts';

/** An instant, and the time zone by whose clock it is read. */
export interface LocalTime {
  readonly timezone: string;
  readonly now: EpochMs;
}

/** Whether clocks can be read by a time zone of this name. Temporal, which reads them, refuses some names that Intl takes. */
export function isTimezone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}
