import * as z from 'zod';
import type { Reading } from '../../../document/problem.ts';
import type { HoursByTag } from '../../model/policy.ts';
import type { Hours } from '../../time/hours.ts';
import { parseHours } from '../../time/parse-hours.ts';
import { tagKeyForm } from './names.ts';
import { reading } from './refine.ts';
import { hours, hoursExamples, timezone } from './time.ts';

/** A name that is the value of a tag. */
const scheduleName = z
  .string()
  .regex(/^[\p{L}\p{N}_.:/=+\-@]+(?: [\p{L}\p{N}_.:/=+\-@]+)*$/u)
  .max(100)
  .meta({ title: "a schedule's name, which is the value of a tag", examples: ['office-berlin'] });

const schedule = z
  .union([
    hours.transform((own) => ({ hours: own })),
    z.strictObject({
      hours: hours.describe('The hours.'),
      timezone: timezone.exactOptional().describe("Their own IANA time zone. Default: the rule's."),
    }),
  ])
  .meta({
    title: 'hours, or a map of hours and timezone',
    examples: ['mon-fri 08:00-18:00', { hours: 'always', timezone: 'Asia/Tokyo' }],
  });

export const schedules = z
  .record(scheduleName, schedule)
  .exactOptional()
  .describe('Hours by name, for rules with `hours: tag KEY`: the tag of a cluster names its hours.');

const BY_TAG = /^tag +(\S(?:.*\S)?)$/;

export const hoursOrTag = z
  .string()
  .transform(reading(readHoursOrTag))
  .meta({ title: 'hours, or tag and its key', examples: [...hoursExamples, 'tag Schedule'] });

function readHoursOrTag(text: string): Reading<Hours | HoursByTag> {
  const [, tag] = BY_TAG.exec(text.trim()) ?? [];
  if (tag === undefined) return parseHours(text);
  return tagKeyForm.test(tag)
    ? { ok: true, value: { text: text.trim(), tag } }
    : { ok: false, message: 'does not name the key of a tag', remedy: 'write for example tag Schedule' };
}
