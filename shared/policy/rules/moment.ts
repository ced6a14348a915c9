import type { EpochMs } from '../time/units.ts';
import { startOfDate } from '../time/wall-clock.ts';
import { readable, readInstant } from './hold.ts';

/**
 * An ISO-8601 instant with `Z` or an offset, or the beginning of a date in the time zone; undefined for anything else.
 *
 * @example readMoment('2026-01-01', 'Europe/Berlin') // 2025-12-31T23:00:00Z
 */
export function readMoment(text: string, timezone: string): EpochMs | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? readable(() => startOfDate(text, timezone)) : readInstant(text);
}
