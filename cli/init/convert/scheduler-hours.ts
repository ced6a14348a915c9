import { otherMonths, type Period, wholeMonths } from './scheduler-period.ts';
import { clock, DAY, powerOfWeek, WEEK, type WeekPower, type Wish } from './week.ts';

/** The keys of a rule that stand for the periods of a schedule. */
export interface ScheduleHours extends Pick<WeekPower, 'hours' | 'stops'> {
  readonly start?: false | undefined;
  readonly calendars: Readonly<Record<string, readonly string[]>>;
}

/**
 * The hours of some periods together, by what the scheduler does: the time before a `begintime` that stands alone, and that
 * before an `endtime` that does, is neither running nor stopped. Undefined when nothing of them can be said.
 * https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/period-reference.html
 */
export function hoursOf(periods: readonly Period[], say: (text: string) => void): ScheduleHours | undefined {
  const calendars: Record<string, readonly string[]> = {};
  const limited = periods.filter(({ months }) => months !== undefined);
  if (limited.length > 0 && periods.length > 1) {
    const names = limited.map(({ name }) => name).join(', ');
    say(
      `days of the week in some months only (${names}) cannot stand beside other periods: except holds for all hours of a rule`,
    );
  }
  const weekly = periods.filter(
    ({ days, months }) => days !== undefined && (months === undefined || periods.length === 1),
  );
  const week = weekly.length === 0 ? undefined : powerOfWeek(wishesOf(weekly));
  const dated = periods.flatMap((period) => {
    const { name, dates, begin, end } = period;
    if (dates === undefined) return [];
    if ((begin === undefined) !== (end === undefined)) {
      say(`its period ${name} has one time only, which hours on dates cannot say`);
      return [];
    }
    const calendar = calendarName(name);
    calendars[calendar] = dates;
    return [`${calendar} ${clock(begin ?? 0)}-${clock(end ?? DAY, '24:00')}`];
  });
  if (week?.start === false && dated.length > 0) {
    say('a period that only stops cannot stand beside one on dates');
    return undefined;
  }
  const [first] = limited;
  const except = first?.months !== undefined && periods.length === 1 && exceptOf(first.name, first.months);
  if (except) calendars[except.name] = except.dates;
  const parts = [...(week === undefined ? [] : [week.hours]), ...dated];
  if (parts.length === 0) return undefined;
  return {
    hours: parts.join(', ') + (except ? ` except ${except.name}` : ''),
    start: week?.start,
    stops: (week?.stops ?? true) || except !== false,
    calendars,
  };
}

function exceptOf(name: string, months: readonly number[]) {
  return { name: `not-in-${calendarName(name)}`, dates: wholeMonths(otherMonths(months)) };
}

/** For each minute of a week, the strongest wish of any period: running, then neither, then stopped. */
function wishesOf(periods: readonly Period[]): Wish[] {
  const wishes = Array.from({ length: WEEK }, (_, minute): Wish => {
    const own = periods.map((period) => wishAt(period, minute));
    return own.includes('up') ? 'up' : own.includes('as-is') ? 'as-is' : 'down';
  });
  // The scheduler bridges a single minute between two periods.
  return wishes.map((wish, minute) =>
    periods.length > 1 && wishes.at(minute - 1) === 'up' && wishes[(minute + 1) % WEEK] === 'up'
      ? 'up'
      : wish,
  );
}

function wishAt({ days = [], begin, end }: Period, minute: number): Wish {
  if (!days.includes(Math.floor(minute / DAY))) return 'down';
  const time = minute % DAY;
  if (begin !== undefined && time < begin) return end === undefined ? 'as-is' : 'down';
  if (end !== undefined) return time >= end ? 'down' : begin === undefined ? 'as-is' : 'up';
  return 'up';
}

/** A name as calendars have it. */
function calendarName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  return /[a-z]/i.test(plain) ? plain : `period-${plain}`;
}
