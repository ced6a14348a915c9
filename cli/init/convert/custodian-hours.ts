import { listOf, textOf } from './convert.ts';
import { powerOfWeek, WEEK, type Wish } from './week.ts';

type Filter = Readonly<Record<string, unknown>>;

/** When a policy stops or starts: in these hours of these days, counted from Monday as 0, but for the dates to skip. */
export interface Turn {
  readonly action: 'stop' | 'start';
  readonly hour: number;
  readonly days: readonly number[];
  readonly timezone: string;
  readonly skip: readonly string[];
}

/**
 * Names that Custodian takes for time zones; others are names of IANA.
 * https://cloudcustodian.io/docs/quickstart/offhours.html
 */
const ZONES: Readonly<Record<string, string>> = {
  ...{ pt: 'America/Los_Angeles', pst: 'America/Los_Angeles', pdt: 'America/Los_Angeles' },
  ...{ mt: 'America/Denver', mst: 'America/Denver', mdt: 'America/Denver' },
  ...{ ct: 'America/Chicago', cst: 'America/Chicago', cdt: 'America/Chicago' },
  ...{ et: 'America/New_York', est: 'America/New_York', edt: 'America/New_York' },
  ...{ at: 'America/Phoenix', ast: 'America/Phoenix', brt: 'America/Sao_Paulo' },
  ...{ gmt: 'Etc/GMT', gt: 'Etc/GMT', utc: 'Etc/UTC', bst: 'Europe/London' },
  ...{ ist: 'Europe/Dublin', cet: 'Europe/Berlin', it: 'Asia/Kolkata' },
  ...{ jst: 'Asia/Tokyo', kst: 'Asia/Seoul', sgt: 'Asia/Singapore' },
  ...{ aet: 'Australia/Sydney', nzst: 'Pacific/Auckland' },
};

const WORKING_DAYS = [0, 1, 2, 3, 4];
const ALL_DAYS = [...WORKING_DAYS, 5, 6];

/**
 * The turn of a filter `offhour` or `onhour`.
 * https://cloudcustodian.io/docs/aws/resources/aws-common-filters.html#aws-common-filters-offhour
 */
export function turnOf(filter: Filter, say: (text: string) => void): Turn {
  const isOff = filter.type === 'offhour';
  const zone = (textOf(filter.default_tz) ?? 'et').toLowerCase();
  if (filter.default_tz === undefined)
    say('it names no default_tz, which means America/New_York to Custodian');
  if (filter['skip-days-from'] !== undefined)
    say('skip-days-from is not read: list its dates in a calendar and except it');
  return {
    action: isOff ? 'stop' : 'start',
    hour: Number((isOff ? filter.offhour : filter.onhour) ?? (isOff ? 19 : 7)),
    days: daysOf(filter, isOff),
    timezone: ZONES[zone] ?? textOf(filter.default_tz) ?? zone,
    skip: listOf(filter['skip-days']).flatMap((one) => textOf(one) ?? []),
  };
}

/** Monday to Friday by default; `weekends-only` stops on Friday and starts on Monday. */
function daysOf(filter: Filter, isOff: boolean): readonly number[] {
  if (filter['weekends-only'] === true) return [isOff ? 4 : 0];
  return filter.weekends === false ? ALL_DAYS : WORKING_DAYS;
}

/** The hours of a rule that does what some turns do, and the dates on which they do nothing. */
export interface TurnHours {
  readonly hours: string;
  readonly start?: false;
  readonly stops: boolean;
  readonly skip: readonly string[];
}

/** Turns act in the full hour and leave everything as it is in all others. Undefined without any that is ever due. */
export function hoursOfTurns(turns: readonly Turn[], say: (text: string) => void): TurnHours | undefined {
  const wishes = Array.from({ length: WEEK }, (_, minute): Wish => {
    const due = turns.filter(
      ({ days, hour }) =>
        days.includes(Math.floor(minute / 1440)) && hour === Math.floor((minute % 1440) / 60),
    );
    if (due.length === 0) return 'as-is';
    return due.some(({ action }) => action === 'start') ? 'up' : 'down';
  });
  const power = powerOfWeek(wishes);
  return power && { ...power, skip: skippedBy(turns, say) };
}

/** A date on which nothing is started or, where nothing ever is, nothing is stopped. */
function skippedBy(turns: readonly Turn[], say: (text: string) => void): string[] {
  const starts = turns.filter(({ action }) => action === 'start');
  const deciding = starts.length > 0 ? starts : turns;
  const skip = [...new Set(deciding.flatMap((turn) => turn.skip))].toSorted();
  const others = new Set(turns.flatMap((turn) => turn.skip).filter((date) => !skip.includes(date)));
  if (others.size > 0)
    say(
      `skip-days of the stop alone (${[...others].join(', ')}) are not converted: hours cannot leave a cluster up after their end`,
    );
  return skip;
}
