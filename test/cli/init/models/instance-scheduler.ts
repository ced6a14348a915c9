/**
 * A model of Instance Scheduler on AWS, by its documentation, written without a look at the code that converts its files.
 * https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/period-reference.html
 * https://docs.aws.amazon.com/solutions/latest/instance-scheduler-on-aws/schedule-reference.html
 */

import { type Wall, wallOf } from './local-time.ts';

export interface ModelPeriod {
  readonly name: string;
  readonly begintime?: string;
  readonly endtime?: string;
  readonly weekdays?: readonly string[];
  readonly monthdays?: readonly string[];
  readonly months?: readonly string[];
}

export interface ModelSchedule {
  readonly name: string;
  readonly timezone: string;
  readonly periods: readonly ModelPeriod[];
  readonly override_status?: 'running' | 'stopped';
  readonly enforced?: boolean;
}

export interface Act {
  readonly at: number;
  readonly action: 'start' | 'stop';
}

type State = 'running' | 'stopped' | 'any';

/** How often it looks, by default. */
const EVERY_MS = 5 * 60_000;
const NAMES = {
  weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  months: [
    ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
    ...['august', 'september', 'october', 'november', 'december'],
  ],
};

/**
 * Its acts on a cluster that is stopped, and that it has stopped, at `from`, with those of somebody who starts the
 * cluster at these times if it is stopped.
 */
export function schedulerActs(
  schedule: ModelSchedule,
  from: number,
  to: number,
  startedAt: readonly number[] = [],
): Act[] {
  const acts: Act[] = [];
  let stored: State = 'stopped';
  let isUp = false;
  for (let at = from; at < to; at += EVERY_MS) {
    if (startedAt.includes(at) && !isUp) {
      isUp = true;
      acts.push({ at, action: 'start' });
    }
    const wanted = stateOf(schedule, at);
    const changes = wanted !== stored;
    stored = wanted;
    if (wanted === 'any') continue;
    const shouldAct = schedule.enforced === true || changes;
    if (!shouldAct || isUp === (wanted === 'running')) continue;
    isUp = wanted === 'running';
    acts.push({ at, action: isUp ? 'start' : 'stop' });
  }
  return acts;
}

function stateOf(schedule: ModelSchedule, at: number): State {
  if (schedule.override_status !== undefined) return schedule.override_status;
  const now = strongest(schedule, at);
  const isBetween =
    now === 'stopped' &&
    schedule.periods.length > 1 &&
    strongest(schedule, at - 60_000) === 'running' &&
    strongest(schedule, at + 60_000) === 'running';
  return isBetween ? 'running' : now;
}

function strongest({ periods, timezone }: ModelSchedule, at: number): State {
  const wall = wallOf(at, timezone);
  const states = periods.map((period) => stateIn(period, wall));
  return states.includes('running') ? 'running' : states.includes('any') ? 'any' : 'stopped';
}

function stateIn(period: ModelPeriod, wall: Wall): State {
  const isOn =
    anyOf(period.months, (text) => isMonth(text, wall)) &&
    anyOf(period.monthdays, (text) => isMonthday(text, wall)) &&
    anyOf(period.weekdays, (text) => isWeekday(text, wall));
  if (!isOn) return 'stopped';
  const [begin, end] = [period.begintime, period.endtime].map((text) => {
    if (text === undefined) return undefined;
    const [hour = 0, minute = 0] = text.split(':').map(Number);
    return hour * 60 + minute;
  });
  if (begin !== undefined && end !== undefined)
    return wall.minute >= begin && wall.minute < end ? 'running' : 'stopped';
  if (end !== undefined) return wall.minute >= end ? 'stopped' : 'any';
  if (begin !== undefined) return wall.minute >= begin ? 'running' : 'any';
  return 'running';
}

function anyOf(texts: readonly string[] | undefined, is: (text: string) => boolean): boolean {
  return (
    texts === undefined ||
    texts.flatMap((text) => text.split(',')).some((text) => is(text.trim().toLowerCase()))
  );
}

function isMonth(text: string, { month }: Wall): boolean {
  return isIn(text, month, 1, 12, (name) => NAMES.months.findIndex((full) => full.startsWith(name)) + 1);
}

function isMonthday(text: string, { year, month, day }: Wall): boolean {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return text === 'l' ? day === last : isIn(text, day, 1, last, () => 0);
}

function isWeekday(text: string, wall: Wall): boolean {
  const number = (name: string) => NAMES.weekdays.findIndex((full) => full.startsWith(name));
  const [, name = '', nth] = /^([a-z]+|\d)#(\d)$/.exec(text) ?? [];
  if (nth !== undefined)
    return wall.weekday === toNumber(name, number) && Math.ceil(wall.day / 7) === Number(nth);
  const [, lastName] = /^([a-z]{3,}|\d)l$/.exec(text) ?? [];
  if (lastName !== undefined && toNumber(lastName, number) >= 0) {
    const length = new Date(Date.UTC(wall.year, wall.month, 0)).getUTCDate();
    return wall.weekday === toNumber(lastName, number) && wall.day + 7 > length;
  }
  return isIn(text, wall.weekday, 0, 6, number);
}

/** `a`, `a-b`, `a-b/n`, `a/n`, `*`; a range whose end is before its beginning goes on at the first. */
function isIn(
  text: string,
  value: number,
  first: number,
  last: number,
  number: (name: string) => number,
): boolean {
  if (text === '*' || text === '?') return true;
  const [range = '', step] = text.split('/');
  const [from = '', to] = range.split('-');
  const begin = toNumber(from, number);
  const end = to === undefined ? (step === undefined ? begin : last) : toNumber(to, number);
  for (let one = begin, steps = 0; steps <= last; one += Number(step ?? 1), steps += 1) {
    const within = one > last ? one - (last - first + 1) : one;
    const isPast = end >= begin ? one > end : one > end + (last - first + 1);
    if (isPast) return false;
    if (within === value) return true;
  }
  return false;
}

function toNumber(text: string, number: (name: string) => number): number {
  return /^\d+$/.test(text) ? Number(text) : number(text);
}
