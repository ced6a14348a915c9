import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  inMaintenanceWindow,
  nextMaintenanceAt,
  parseMaintenanceWindow,
} from '../../../shared/policy/time/maintenance-window.ts';
import { DAY, HOUR, MINUTE } from '../builders.ts';

const at = (now: string, window: string, leadMs = 0): boolean =>
  inMaintenanceWindow(window, Date.parse(now), leadMs);

describe('parseMaintenanceWindow', () => {
  test.each([
    ['sun:05:00-sun:05:30', { startMs: 6 * DAY + 5 * HOUR, lengthMs: 30 * MINUTE }],
    ['Mon:00:00-Mon:08:00', { startMs: 0, lengthMs: 8 * HOUR }],
    ['sun:23:45-mon:00:15', { startMs: 7 * DAY - 15 * MINUTE, lengthMs: 30 * MINUTE }],
  ])('reads %s', (text, expected) => {
    expect(parseMaintenanceWindow(text)).toEqual(expected);
  });

  test.each(['', 'sun', 'sun:05:00', 'sun:24:00-mon:00:30', 'sun:05:60-sun:06:00', 'sun:05:00-sun:05:00'])(
    'does not read "%s"',
    (text) => {
      expect(parseMaintenanceWindow(text)).toBeUndefined();
    },
  );
});

describe('inMaintenanceWindow', () => {
  test.each([
    ['before it', '2026-11-22T04:59:59Z', false],
    ['as it begins', '2026-11-22T05:00:00Z', true],
    ['within it', '2026-11-22T05:29:59Z', true],
    ['as it ends', '2026-11-22T05:30:00Z', false],
    ['on another day', '2026-11-21T05:10:00Z', false],
  ])('is true from the beginning to the end: %s', (_name, now, expected) => {
    expect(at(now, 'sun:05:00-sun:05:30')).toBe(expected);
  });

  test.each([
    ['2026-11-22T04:44:59Z', false],
    ['2026-11-22T04:45:00Z', true],
    ['2026-11-22T05:30:00Z', false],
  ])('is true for the lead too: %s', (now, expected) => {
    expect(at(now, 'sun:05:00-sun:05:30', 15 * MINUTE)).toBe(expected);
  });

  test.each([
    ['2026-11-22T23:50:00Z', true],
    ['2026-11-23T00:10:00Z', true],
    ['2026-11-23T00:15:00Z', false],
  ])('runs from Sunday into Monday: %s', (now, expected) => {
    expect(at(now, 'sun:23:45-mon:00:15')).toBe(expected);
  });

  test('leads from Sunday into a window that begins on Monday', () => {
    expect(at('2026-11-22T23:50:00Z', 'mon:00:00-mon:00:30', 15 * MINUTE)).toBe(true);
  });

  test.each([undefined, '', 'whenever'])('is false for the window %s', (window) => {
    expect(inMaintenanceWindow(window, Date.parse('2026-11-22T05:10:00Z'), 15 * MINUTE)).toBe(false);
  });

  test('is as long in every week as the window and its lead', () => {
    const minuteOfWeek = fc.integer({ min: 0, max: 7 * 1440 - 1 });
    const weeks = fc.integer({ min: -100, max: 4000 });

    fc.assert(
      fc.property(minuteOfWeek, fc.integer({ min: 30, max: 1440 }), weeks, (start, length, week) => {
        const window = `${edge(start)}-${edge(start + length)}`;
        const begins = 4 * DAY + week * 7 * DAY + start * MINUTE;

        expect(inMaintenanceWindow(window, begins - HOUR, HOUR)).toBe(true);
        expect(inMaintenanceWindow(window, begins - HOUR - 1, HOUR)).toBe(false);
        expect(inMaintenanceWindow(window, begins + length * MINUTE - 1, HOUR)).toBe(true);
        expect(inMaintenanceWindow(window, begins + length * MINUTE, HOUR)).toBe(false);
      }),
    );
  });
});

describe('nextMaintenanceAt', () => {
  test.each([
    ['before it', '2026-11-21T12:00:00Z', '2026-11-22T05:00:00Z'],
    ['as it begins', '2026-11-22T05:00:00Z', '2026-11-22T05:00:00Z'],
    ['within it', '2026-11-22T05:29:59Z', '2026-11-22T05:29:59Z'],
    ['as it ends', '2026-11-22T05:30:00Z', '2026-11-29T05:00:00Z'],
  ])('is now or the next beginning: %s', (_name, now, expected) => {
    expect(nextMaintenanceAt('sun:05:00-sun:05:30', Date.parse(now))).toBe(Date.parse(expected));
  });

  test.each([
    ['with that much left', '2026-11-22T05:09:59Z', '2026-11-22T05:09:59Z'],
    ['without', '2026-11-22T05:10:00Z', '2026-11-29T05:00:00Z'],
  ])('can be one with more than twenty minutes left: %s', (_name, now, expected) => {
    expect(nextMaintenanceAt('sun:05:00-sun:05:30', Date.parse(now), 20 * MINUTE)).toBe(Date.parse(expected));
  });

  test.each([undefined, 'whenever'])('is not known for the window %s', (window) => {
    expect(nextMaintenanceAt(window, 0)).toBeUndefined();
  });

  test('is the first instant within the window, and never in the past', () => {
    const instants = fc.integer({ min: -4000, max: 4_000_000 }).map((minutes) => minutes * MINUTE);

    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * 1440 - 1 }), instants, (start, now) => {
        const window = `${edge(start)}-${edge(start + 30)}`;
        const next = nextMaintenanceAt(window, now) ?? Number.NaN;

        expect(next).toBeGreaterThanOrEqual(now);
        expect(inMaintenanceWindow(window, next, 0)).toBe(true);
        if (next > now) expect(inMaintenanceWindow(window, next - 1, 0)).toBe(false);
        expect(next - now).toBeLessThan(7 * DAY);
      }),
    );
  });
});

function edge(minuteOfWeek: number): string {
  const minute = minuteOfWeek % (7 * 1440);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const day = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'][Math.floor(minute / 1440)];
  return `${day}:${two((minute % 1440) / 60)}:${two(minute % 60)}`;
}
