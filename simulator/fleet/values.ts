/** The small texts of a fleet file. */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import {
  durationPattern,
  durationRangePattern,
  parseDuration,
  parseDurationRange,
  type Since,
} from './duration.ts';
import { hoursPattern, parseHours } from './hours.ts';

export const duration = z
  .string()
  .regex(durationPattern)
  .meta({ title: 'a duration', examples: ['90s', '30m', '6d20h'] })
  .transform(parseDuration);

export const durationRange = z
  .string()
  .regex(durationRangePattern)
  .meta({ title: 'a duration or a range of durations', examples: ['3m-10m', '30s'] })
  .transform(parseDurationRange);

export const hours = z
  .string()
  .regex(hoursPattern)
  .meta({ title: 'hours of use', examples: ['mon-fri 09:00-17:00', 'daily 22:00-06:00', 'always'] })
  .transform(parseHours);

export const timezone = z
  .string()
  .refine(isTimezone, 'is not an IANA time zone')
  .meta({ title: 'an IANA time zone', examples: ['Europe/Berlin', 'UTC'] });

/** Hours are read with Temporal, which refuses abbreviations that Intl takes, and takes instants, which Intl refuses. */
function isTimezone(name: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** An instant, or how long ago as of the start of the simulation. */
export const since = z
  .union([z.iso.datetime({ offset: true }), z.string().regex(durationPattern)])
  .meta({ title: 'an instant or how long ago', examples: ['6d20h', '2026-11-16T09:00:00Z'] })
  .transform(parseSince);

function parseSince(text: string): Since {
  return durationPattern.test(text) ? { ago: parseDuration(text) } : { at: Date.parse(text) };
}

export const accountId = z
  .string()
  .regex(/^\d{12}$/)
  .meta({ title: 'an AWS account id in quotes', examples: ['"111122223333"'] });

export const region = z
  .string()
  .regex(/^[a-z]{2,}(-[a-z]+)+-\d$/)
  .meta({ title: 'an AWS Region', examples: ['eu-central-1', 'us-east-1'] });

/** A name of 1 to 63 letters, digits and hyphens; `{n}` stands for the number of a copy. */
export const clusterId = z
  .string()
  .regex(/^(?!.*--)(?!.*-$)[a-zA-Z]([a-zA-Z0-9-]|\{n\}){0,62}$/)
  .meta({ title: 'a cluster identifier', examples: ['dev-orders'] })
  .transform((id) => id.toLowerCase());

export const instanceClass = z
  .string()
  .regex(/^db\.[a-z0-9]+(\.[a-z0-9]+)?$/)
  .meta({ title: 'an instance class', examples: ['db.r6g.large', 'db.serverless'] });

/** `cluster-` or `db-` and letters and digits in capitals. */
export const resourceId = z
  .string()
  .regex(/^(cluster|db)-[A-Z0-9]{1,60}$/)
  .meta({ title: 'a resource id', examples: ['cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ'] });

export const maintenanceWindow = z
  .string()
  .regex(/^(mon|tue|wed|thu|fri|sat|sun):[0-2]\d:[0-5]\d-(mon|tue|wed|thu|fri|sat|sun):[0-2]\d:[0-5]\d$/)
  .meta({ title: 'a weekly window in UTC', examples: ['sun:05:00-sun:05:30'] });

/** A daily window in UTC of at least half an hour. */
export const backupWindow = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/)
  .refine((text) => windowLength(text) >= 30, 'is shorter than 30 minutes')
  .meta({ title: 'a daily window in UTC of at least 30 minutes', examples: ['02:00-02:30'] });

function windowLength(text: string): number {
  const [start = 0, end = 0] = text.split('-').map(minuteOf);
  return (end - start + 1_440) % 1_440;
}

/** Minutes from midnight until `hh:mm`. */
export function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

export const size = z.int().min(1).max(262_144);

const alias = /^alias\/[\w/-]{1,250}$/;

export const keyAlias = z
  .string()
  .regex(alias)
  .meta({ title: 'an alias of a KMS key', examples: ['alias/dormouse'] });

export const keyId = z
  .string()
  .regex(/^(mrk-[\da-f]{32}|[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12})$/)
  .meta({ title: 'a key id', examples: ['1234abcd-12ab-34cd-56ef-1234567890ab'] });

/** `none`, `aws` for a key that AWS owns, or the alias of a key. */
export const encryption = z
  .string()
  .refine((text) => ['none', 'aws'].includes(text) || alias.test(text), 'is no kind of encryption')
  .meta({ title: 'none, aws or the alias of a KMS key', examples: ['aws', 'alias/dormouse'] });

/** A snapshot's name; those that AWS takes contain colons, and braces stand for the parts that differ by copy. */
export const snapshotId = z
  .string()
  .regex(/^[a-zA-Z]([a-zA-Z0-9:-]|\{(n|cluster|stamp|minute|hash)\}){0,254}$/)
  .meta({ title: 'a snapshot identifier', examples: ['before-upgrade', 'old-{n}'] })
  .transform((id) => id.toLowerCase());
