import { CliError } from '../../errors/cli-error.ts';
import { type Convert, clockOf, listOf, mapOf, textOf } from './convert.ts';
import type { DraftRule } from './draft.ts';

/** A schedule or period, whoever wrote it, with its keys in lower case and without `_`. */
type Entry = Readonly<Record<string, unknown>>;

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const TAG = 'Schedule';

/**
 * Schedules and periods of Instance Scheduler on AWS: a scan of its configuration table, what `scheduler-cli
 * describe-schedules` and `describe-periods` print, or CloudFormation of `Custom::ServiceInstanceSchedule`.
 * https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/schedule-reference.html
 */
export const fromInstanceScheduler: Convert = (document, name) => {
  const entries = entriesIn(document);
  const schedules = entries.filter(isSchedule);
  if (schedules.length === 0) {
    throw new CliError(
      `${name} has no schedule of Instance Scheduler`,
      'export its table, for example with aws dynamodb scan --table-name …-ConfigTable-…, or scheduler-cli describe-schedules',
    );
  }
  const periods = new Map(
    entries.filter((one) => !isSchedule(one)).map((one) => [textOf(one.name) ?? '', one]),
  );
  const tag = entries.map(({ tagname }) => textOf(tagname)).find((one) => one !== undefined) ?? TAG;
  const converted = schedules.map((schedule) => toRule(schedule, periods, tag));
  return {
    about: [`Converted from the schedules of Instance Scheduler on AWS in ${name}.`],
    rules: converted.flatMap(({ rule }) => rule ?? []),
    notes: [
      ...converted.flatMap(({ notes }) => notes),
      'Only Aurora, Neptune and DocumentDB clusters are covered: keep the schedules of EC2, RDS instances and Auto Scaling groups.',
      'Hours are levels here: a cluster that is stopped within its hours is started, whoever stopped it, and where a schedule is enforced, one that runs outside of them is stopped. To keep it as it is for a while, use dormouse:hold.',
    ],
  };
};

/** Every map that has the keys of a schedule or a period, however deep. */
function entriesIn(value: unknown, name?: string): Entry[] {
  if (Array.isArray(value)) return value.flatMap((one) => entriesIn(one));
  const map = mapOf(value);
  if (map === undefined) return [];
  const own = normalized(map);
  if (own.type === 'config' || own.tagname !== undefined) return [own];
  if (isSchedule(own) || isPeriod(own)) return [{ ...(name !== undefined && { name }), ...own }];
  return Object.entries(map).flatMap(([key, inner]) =>
    entriesIn(inner, mapOf(value)?.Type === 'Custom::ServiceInstanceSchedule' ? textOf(map.Name) : key),
  );
}

function normalized(map: Readonly<Record<string, unknown>>): Entry {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key.toLowerCase().replaceAll('_', ''), plain(value)]),
  );
}

/** A value of DynamoDB's JSON without its type. */
function plain(value: unknown): unknown {
  const map = mapOf(value);
  const [only, ...more] = Object.entries(map ?? {});
  if (only === undefined || more.length > 0) return value;
  const [type, inner] = only;
  if (['S', 'N', 'BOOL', 'SS'].includes(type)) return inner;
  return type === 'L' ? listOf(inner).map(plain) : value;
}

function isSchedule({ type, periods, overridestatus, schedules }: Entry): boolean {
  if (schedules !== undefined) return false;
  return type === 'schedule' || periods !== undefined || overridestatus !== undefined;
}

function isPeriod(entry: Entry): boolean {
  return (
    entry.type === 'period' ||
    entry.begintime !== undefined ||
    entry.endtime !== undefined ||
    entry.weekdays !== undefined
  );
}

function toRule(
  schedule: Entry,
  periods: ReadonlyMap<string, Entry>,
  tag: string,
): { rule?: DraftRule; notes: string[] } {
  const name = textOf(schedule.name) ?? 'schedule';
  const timezone = textOf(schedule.timezone);
  const notes: string[] = [];
  const say = (text: string): void => {
    notes.push(`schedule ${name}: ${text}`);
  };
  const override = textOf(schedule.overridestatus)?.toLowerCase();
  const named = listOf(schedule.periods).flatMap((one) => periodOf(one, periods, say));
  const hours =
    override === 'running'
      ? ['always']
      : override === 'stopped'
        ? ['never']
        : named.flatMap((one) => hoursOf(one, say));
  if (hours.length === 0) {
    say('none of its periods can be written as hours, so it has no rule');
    return { notes };
  }
  const startOff =
    override === undefined &&
    named.length > 0 &&
    named.every(({ begintime, weekdays }) => begintime === undefined && weekdays === undefined);
  if (isTrue(schedule.retainrunning))
    say('retain_running is not converted: a cluster that ran before its hours is stopped when they end');
  if (schedule.stopnewinstances === false)
    say('stop_new_instances: false is not converted: minUptime and dormouse:hold keep a new cluster up');
  if (textOf(schedule.ssmmaintenancewindow) ?? listOf(schedule.ssmmaintenancewindow)[0])
    say(
      'its Systems Manager maintenance windows are not converted: maintenance: honour is about the cluster’s own window',
    );
  if (isTrue(schedule.hibernate)) say('hibernate is about EC2 and is left out');
  const description = textOf(schedule.description);
  return {
    notes,
    rule: {
      name,
      ...(description !== undefined && { comments: [description] }),
      match: { tags: { [tag]: name } },
      ...(timezone !== undefined && { timezone }),
      power: {
        hours: hours.join(', '),
        stop: isTrue(schedule.enforced) || override !== undefined ? 'atOnce' : 'atEnd',
        ...(startOff && { start: false }),
        ...(isTrue(schedule.usemaintenancewindow) && { maintenance: 'honour' }),
      },
    },
  };
}

function isTrue(value: unknown): boolean {
  return value === true || textOf(value)?.toLowerCase() === 'true';
}

/** A period by its name, `office-hours@t3.small` with an instance type, or written in its place. */
function periodOf(
  written: unknown,
  periods: ReadonlyMap<string, Entry>,
  say: (text: string) => void,
): Entry[] {
  const inline = mapOf(written);
  if (inline !== undefined) return [normalized(inline)];
  const [name = '', type] = (textOf(written) ?? '').split('@');
  if (type !== undefined)
    say(`the instance type of ${textOf(written)} is left out: serverless capacity has entries by hours`);
  const found = periods.get(name);
  if (found === undefined) say(`its period ${name} is not in the file`);
  return found === undefined ? [] : [found];
}

/** The hours of a period; none where it says what hours cannot. */
function hoursOf(period: Entry, say: (text: string) => void): string[] {
  const { name = 'period', begintime, endtime, weekdays, monthdays, months } = period;
  const about = `its period ${textOf(name)}`;
  for (const [key, value] of Object.entries({ monthdays, months })) {
    if (listOf(value).length > 0 || textOf(value) !== undefined) {
      say(`${about} has ${key}, which hours cannot say: use calendars with except`);
      return [];
    }
  }
  const days = daysOf(weekdays);
  if (days === undefined) {
    say(`${about} has weekdays (${JSON.stringify(weekdays)}) that hours cannot say`);
    return [];
  }
  const from = begintime === undefined ? '00:00' : clockOf(begintime);
  const to = endtime === undefined ? '24:00' : clockOf(endtime)?.replace('23:59', '24:00');
  if (from === undefined || to === undefined || from === to) {
    say(`${about} has times that cannot be read`);
    return [];
  }
  if (begintime === undefined && endtime !== undefined)
    say(`${about} has no begintime: its hours begin at midnight`);
  if (begintime !== undefined && endtime === undefined)
    say(`${about} has no endtime: its hours end at midnight`);
  return [`${days} ${from}-${to}`];
}

/** `mon-fri`, `mon, wed`, `0-4` (Monday is 0); undefined for the nth or last of a month, and for steps. */
function daysOf(written: unknown): string | undefined {
  const parts = (Array.isArray(written) ? written.map(textOf) : (textOf(written)?.split(',') ?? [])).map(
    (one) => one?.trim().toLowerCase() ?? '',
  );
  if (parts.length === 0 || parts.includes('*') || parts.includes('?')) return 'daily';
  const days = parts.map((part) => part.split('-').map(dayOf));
  if (days.some((range) => range.length > 2 || range.includes(undefined))) return undefined;
  return days.map((range) => range.join('-')).join(', ');
}

function dayOf(text: string): string | undefined {
  if (/^[0-6]$/.test(text)) return DAYS[Number(text)];
  return /^[a-z]{3,9}$/.test(text) ? DAYS.find((day) => text.startsWith(day)) : undefined;
}
