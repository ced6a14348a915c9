import { CliError } from '../../errors/cli-error.ts';
import { type Convert, listOf, mapOf, textOf } from './convert.ts';
import type { DraftRule } from './draft.ts';
import { hoursOf } from './scheduler-hours.ts';
import { type Entry, type Period, readPeriod } from './scheduler-period.ts';

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
    calendars: Object.assign({}, ...converted.map(({ calendars }) => calendars)),
    rules: converted.flatMap(({ rule }) => rule ?? []),
    notes: [
      ...converted.flatMap(({ notes }) => notes),
      'Only Aurora, Neptune and DocumentDB clusters are covered: keep the schedules of EC2, RDS instances and Auto Scaling groups.',
      'A cluster that somebody stops within its hours is started again, whether its schedule is enforced or not. To keep it down for a while, use dormouse:hold.',
      'A cluster that is created outside its hours stays up until they end next, unless its schedule is enforced.',
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
    entry.weekdays !== undefined ||
    entry.monthdays !== undefined ||
    entry.months !== undefined
  );
}

interface Converted {
  readonly rule?: DraftRule;
  readonly calendars: Readonly<Record<string, readonly string[]>>;
  readonly notes: readonly string[];
}

function toRule(schedule: Entry, periods: ReadonlyMap<string, Entry>, tag: string): Converted {
  const name = textOf(schedule.name) ?? 'schedule';
  const timezone = textOf(schedule.timezone);
  const notes: string[] = [];
  const say = (text: string): void => {
    notes.push(`schedule ${name}: ${text}`);
  };
  const override = textOf(schedule.overridestatus)?.toLowerCase();
  const named = override === undefined ? periodsOf(schedule, periods, say) : [];
  const found = override === undefined ? hoursOf(named, say) : overridden(override);
  if (found === undefined) {
    say('none of its periods can be written as hours, so it has no rule');
    return { calendars: {}, notes };
  }
  const { calendars, hours, start, stops } = found;
  const isEnforced = isTrue(schedule.enforced);
  if (isFalse(schedule.stopnewinstances) && isEnforced)
    say(
      'stop_new_instances: false is not converted where a schedule is enforced: dormouse:hold keeps a new cluster up',
    );
  if (isTrue(schedule.retainrunning))
    say(
      'retain_running is not converted: a cluster that ran before its hours is stopped when they end (write dormouse:hold on it)',
    );
  if (override === 'stopped' && !isEnforced)
    say(
      'it is not enforced, and here it is: without hours there is no end at which a cluster is stopped once',
    );
  if (textOf(schedule.ssmmaintenancewindow) ?? listOf(schedule.ssmmaintenancewindow)[0])
    say(
      'its Systems Manager maintenance windows are not converted: maintenance: honour is about the cluster’s own window',
    );
  if (isTrue(schedule.hibernate)) say('hibernate is about EC2 and is left out');
  const description = textOf(schedule.description);
  // The scheduler honours the window unless it is told not to.
  const honours = !isFalse(schedule.usemaintenancewindow) && stops;
  return {
    calendars,
    notes,
    rule: {
      name,
      ...(description !== undefined && { comments: [description] }),
      match: { tags: { [tag]: name } },
      ...(timezone !== undefined && { timezone }),
      power: {
        hours,
        ...(start === false && !honours && { start: false }),
        stop: stops ? (isEnforced || override !== undefined ? 'atOnce' : 'atEnd') : 'never',
        ...(honours && { maintenance: 'honour' }),
      },
    },
  };
}

function overridden(status: string) {
  const isRunning = status === 'running';
  return { calendars: {}, hours: isRunning ? 'always' : 'never', start: undefined, stops: !isRunning };
}

/** Those of its periods that can be read. */
function periodsOf(
  schedule: Entry,
  periods: ReadonlyMap<string, Entry>,
  say: (text: string) => void,
): Period[] {
  return listOf(schedule.periods)
    .flatMap((one) => periodOf(one, periods, say))
    .flatMap((entry) => {
      const period = readPeriod(entry);
      if (!('unsaid' in period)) return [period];
      say(`its period ${textOf(entry.name) ?? 'period'} ${period.unsaid}`);
      return [];
    });
}

function isFalse(value: unknown): boolean {
  return value === false || textOf(value)?.toLowerCase() === 'false';
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
