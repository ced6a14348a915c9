import type { EpochMs } from './units.ts';

/** An instant, and the time zone by whose clock it is read. */
export interface LocalTime {
  readonly timezone: string;
  readonly now: EpochMs;
}
