import * as z from 'zod';
import type { Reading } from '../../../document/problem.ts';
import { readDates } from '../../time/calendar-dates.ts';
import type { IcsEntry } from '../../time/calendars.ts';
import { calendarName } from './names.ts';
import { reading, report } from './refine.ts';

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

/** An event's name, which a calendar of strangers may have made long. */
export const MAX_EVENT_NAME = 80;

const icsDates = z
  .record(
    z
      .string()
      .regex(/^\d{4}-\d\d-\d\d(?:\.\.\d{4}-\d\d-\d\d)?$/)
      .meta({ title: 'a date or a range of dates', examples: ['2026-12-25'] }),
    z.string().max(MAX_EVENT_NAME),
  )
  .check((ctx) => {
    for (const text of Object.keys(ctx.value)) {
      const read = readDates(text);
      if (!read.ok) report(ctx, { path: [text], message: read.message, remedy: read.remedy });
    }
  });

const icsEntry = z
  .strictObject({
    ics: z
      .string()
      .regex(/^(?:https:\/\/\S+|(?!\w+:\/\/|webcal:)[^\s].*)$/)
      .meta({
        title: 'an iCalendar file: a path beside the policy, or an https URL',
        examples: ['holidays.ics', 'https://example.com/holidays.ics'],
      }),
    dates: icsDates
      .exactOptional()
      .describe('Its dates, with the names of the events. `dormouse calendars update` writes them.'),
  })
  .transform((entry, ctx): IcsEntry => {
    if (entry.dates !== undefined && Object.keys(entry.dates).length > 0)
      return { ics: entry.ics, dates: entry.dates };
    const remedy = 'run dormouse calendars update, which writes its dates into the policy';
    ctx.addIssue({
      code: 'custom',
      input: entry.ics,
      path: ['ics'],
      message: 'has not been read yet',
      params: { remedy },
    });
    return z.NEVER;
  });

const entry = z.union([dates, icsEntry]).meta({
  title: 'a date or dates, or an iCalendar file',
  examples: ['2026-12-25', '12-24..01-02', 'last mon of may', { ics: 'holidays.ics' }],
});

export const calendars = z
  .record(calendarName, z.array(entry).min(1))
  .default({})
  .describe('Lists of dates by name, for hours: `except holidays`, or `quarter-end 06:00-22:00`.');
