import { Cron } from 'croner';

const RATE = /^rate\((\d+) (minute|hour|day)s?\)$/;
const CRON = /^cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)$/;

/**
 * A schedule expression of AWS as a cron expression of five fields; undefined for what cannot be said so: a year, the
 * last weekday of a month, and rates that do not divide a day.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html
 *
 * @example fiveFieldCron('cron(0 5 ? * MON-FRI *)') // '0 5 * * MON-FRI'
 */
export function fiveFieldCron(expression: string): string | undefined {
  const [, number = '', unit] = RATE.exec(expression.trim()) ?? [];
  if (unit !== undefined) return ofRate(Number(number), unit);
  const [, minute = '', hour = '', day = '', month = '', weekday = '', year = ''] =
    CRON.exec(expression.trim()) ?? [];
  if (!['*', '?'].includes(year) || /LW|WL/i.test(day)) return undefined;
  const fields = [stepsOf(minute, 59), stepsOf(hour, 23), day, month, weekdayOf(weekday)].map((field) =>
    field === '?' ? '*' : field,
  );
  const cron = fields.join(' ');
  return isCron(cron) ? cron : undefined;
}

function ofRate(number: number, unit: string): string | undefined {
  if (unit === 'day') return number === 1 ? '0 0 * * *' : undefined;
  if (unit === 'hour')
    return 24 % number === 0 ? (number === 24 ? '0 0 * * *' : `0 */${number} * * *`) : undefined;
  return 60 % number === 0 ? `*/${number} * * * *` : undefined;
}

/** AWS writes steps without an end, `5/15`. */
function stepsOf(field: string, last: number): string {
  return field.replace(/(?<![-\d*])(\d+)\//g, `$1-${last}/`);
}

/** AWS counts weekdays from Sunday as 1, cron from Sunday as 0; `L` alone is the last of a week. */
function weekdayOf(field: string): string {
  if (/^L$/i.test(field)) return '6';
  return field.replace(/(?<![/\d#])[1-7](?!\d)/g, (day) => String(Number(day) - 1));
}

function isCron(text: string): boolean {
  try {
    return new Cron(text, { mode: '5-part', timezone: 'UTC', paused: true }).nextRun(new Date(0)) !== null;
  } catch {
    return false;
  }
}
