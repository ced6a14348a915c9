import { DAY_MS, HOUR_MS, MINUTE_MS } from './units.ts';

/** Whole days, hours and minutes, in this order. */
export const durationForm = /^(?=\d)(?:(\d{1,6})d)?(?:(\d{1,6})h)?(?:(\d{1,6})m)?$/;

/**
 * Milliseconds of a duration; NaN for what is none.
 *
 * @example parseDuration('1h30m') // 5_400_000
 */
export function parseDuration(text: string): number {
  const parts = durationForm.exec(text);
  if (parts === null) {
    return Number.NaN;
  }
  const [, days = 0, hours = 0, minutes = 0] = parts.map((part) => Number(part ?? 0));
  return days * DAY_MS + hours * HOUR_MS + minutes * MINUTE_MS;
}
