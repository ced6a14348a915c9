import * as z from 'zod';
import type { Reading } from '../../../document/problem.ts';
import { readDates } from '../../time/calendar-dates.ts';
import { calendarName } from './names.ts';
import { reading } from './refine.ts';

const dates = z
  .string()
  .transform(reading(checkDates))
  .meta({
    title: 'a date or dates',
    examples: [
      '2026-12-25',
      '2026-12-24..2027-01-02',
      '12-25',
      '12-24..01-02',
      'last mon of may',
      'last day of quarter',
    ],
  });

/** They stay text, so that a policy is plain data. */
function checkDates(text: string): Reading<string> {
  const read = readDates(text);
  return read.ok ? { ok: true, value: text } : read;
}

export const calendars = z
  .record(calendarName, z.array(dates).min(1))
  .default({})
  .describe('Lists of dates by name, for hours: `except holidays`, or `quarter-end 06:00-22:00`.');
