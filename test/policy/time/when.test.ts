import { describe, expect, test } from 'vitest';
import {
  describeWindow,
  formatDuration,
  formatSpan,
  formatUtc,
  formatWhen,
} from '../../../shared/policy/time/when.ts';
import { DAY, HOUR, MINUTE, SATURDAY, WEEKDAYS } from '../builders.ts';

describe('formatWhen', () => {
  test.each([
    [0, 'Sat 13:00'],
    [6 * DAY - 1, 'Fri 12:59'],
    [6 * DAY, 'Fri 2026-11-27 13:00'],
    [-6 * DAY, 'Sun 2026-11-15 13:00'],
  ])('gives a date where the weekday could be another: %d ms away', (away, expected) => {
    expect(formatWhen(SATURDAY + away, { timezone: 'Europe/Berlin', now: SATURDAY })).toBe(expected);
  });
});

describe('describeWindow', () => {
  test.each([
    [{ open: true, until: SATURDAY + HOUR }, 'inside mon-fri 07:30-19:00 until Sat 13:00 UTC'],
    [{ open: true }, 'inside mon-fri 07:30-19:00'],
    [{ open: false }, 'outside mon-fri 07:30-19:00'],
    [{ open: false, since: SATURDAY }, 'outside mon-fri 07:30-19:00 since Sat 12:00 UTC'],
    [{ open: false, until: SATURDAY }, 'outside mon-fri 07:30-19:00 UTC; next opens Sat 12:00'],
  ])('%j is %s', (window, expected) => {
    expect(describeWindow(WEEKDAYS, window, { timezone: 'UTC', now: SATURDAY })).toBe(expected);
  });
});

describe('formatDuration', () => {
  test.each([
    [0, '0s'],
    [59_999, '59s'],
    [MINUTE, '1m'],
    [90 * MINUTE, '90m'],
    [2 * HOUR, '2h'],
    [14 * DAY, '14d'],
  ])('%d ms are %s', (ms, expected) => {
    expect(formatDuration(ms)).toBe(expected);
  });
});

test('formatUtc gives the minute', () => {
  expect(formatUtc(SATURDAY + 59_999)).toBe('2026-11-21 12:00 UTC');
});

describe('formatSpan', () => {
  test.each([
    [0, '0s'],
    [59_999, '59s'],
    [60_000, '1m'],
    [47 * 60_000 + 20_000, '47m'],
    [60 * 60_000, '1h'],
    [24 * 3_600_000 + 600_000, '24h 10m'],
    [48 * 3_600_000, '2d'],
    [74 * 3_600_000 + 600_000, '3d 2h'],
  ])('shows %i ms in its two largest units', (ms, expected) => {
    expect(formatSpan(ms)).toBe(expected);
  });
});
