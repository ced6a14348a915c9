import { Cron } from 'croner';
import * as z from 'zod';
import { nearest } from '../../../document/nearest.ts';
import type { Reading } from '../../../document/problem.ts';
import { durationForm, parseDuration } from '../../time/duration.ts';
import { isTimezone } from '../../time/local-time.ts';
import { parseHours } from '../../time/parse-hours.ts';
import { reading } from './refine.ts';

/** A duration within bounds, read as milliseconds. */
export function duration(from: string, to: string) {
  return z
    .string()
    .regex(durationForm)
    .transform(
      reading((text) => {
        const value = parseDuration(text);
        return value >= parseDuration(from) && value <= parseDuration(to)
          ? { ok: true, value }
          : { ok: false, message: 'is out of bounds', remedy: `write ${from} to ${to}` };
      }),
    )
    .meta({ title: 'a duration', examples: ['60m', '2h', '7d'] });
}

export const hoursExamples = [
  'mon-fri 07:30-19:00, sat 10:00-14:00 except holidays',
  'daily 22:00-06:00',
  'fri 20:00 - mon 06:00',
  'mon-fri 08:00-18:00, quarter-end 06:00-22:00',
  'always',
  'never',
] as const;

export const hours = z
  .string()
  .transform(reading(parseHours))
  .meta({ title: 'hours', examples: [...hoursExamples] });

export const timezone = z
  .string()
  .regex(/^[A-Za-z]/)
  .transform(reading(readTimezone))
  .meta({ title: 'an IANA time zone', examples: ['Europe/Berlin', 'UTC'] });

function readTimezone(text: string): Reading<string> {
  if (isTimezone(text)) return { ok: true, value: text };
  const message = 'is not an IANA time zone';
  if (/^[A-Z]{3,4}$/.test(text)) {
    const remedy = 'write the name of a place in place of an abbreviation, for example Europe/Berlin';
    return { ok: false, message, remedy };
  }
  const near = nearest(text, Intl.supportedValuesOf('timeZone'));
  const remedy = near === undefined ? 'write for example Europe/Berlin or UTC' : `did you mean ${near}?`;
  return { ok: false, message, remedy };
}

export const cron = z
  .string()
  .regex(/^\S+(?: +\S+){4}$/)
  .transform(reading(readCron))
  .meta({ title: 'a cron expression of five fields', examples: ['0 3 * * *', '30 2 * * 1-5'] });

function readCron(text: string): Reading<string> {
  const remedy = 'write minute, hour, day of month, month and day of week, for example 0 3 * * *';
  try {
    const next = new Cron(text, { mode: '5-part', timezone: 'UTC', paused: true }).nextRun(new Date(0));
    return next === null ? { ok: false, message: 'never comes', remedy } : { ok: true, value: text };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // Croner begins with the name of a class of its own.
    const why = said.replace(/^\w+: ./, (start) => start.slice(-1).toLowerCase());
    return { ok: false, message: `is not a cron expression (${why})`, remedy };
  }
}
