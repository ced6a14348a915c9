import fc from 'fast-check';

/** Hours of one range, read here a second time and without Dormouse's code. */
export interface GeneratedHours {
  /** ISO weekdays, Monday 1 to Sunday 7, on which the range begins. */
  readonly days: readonly number[];
  /** Wall-clock minutes; `end` is above 1440 when it runs past midnight. */
  readonly start: number;
  readonly end: number;
}

const HOUR = 3_600_000;
const NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'] as const;
export type Zone = (typeof zones)[number];

/** A minute of the day in half hours, but not while clocks change. */
const edge = fc.integer({ min: 8, max: 47 }).map((halves) => halves * 30);

export const generatedHours: fc.Arbitrary<GeneratedHours> = fc
  .record({
    days: fc.oneof(
      fc.constant([1, 2, 3, 4, 5]),
      fc.constant([1, 2, 3, 4, 5, 6, 7]),
      fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    ),
    edges: fc.tuple(edge, edge).filter(([one, other]) => one !== other),
  })
  .map(({ days, edges: [start, end] }) => ({ days, start, end: end < start ? end + 1440 : end }));

/** As a policy writes them. */
export function textOf({ days, start, end }: GeneratedHours): string {
  return `${days.map((day) => NAMES[day - 1]).join(', ')} ${clock(start)}-${clock(end % 1440)}`;
}

/** Whether they are open at an instant. */
export function isWithin({ days, start, end }: GeneratedHours, zone: Zone, at: number): boolean {
  const { day, minute } = wallClock(zone, at);
  const before = day === 1 ? 7 : day - 1;
  const today = days.includes(day) && minute >= start && minute < end;
  return today || (days.includes(before) && minute + 1440 < end);
}

/** The times from one instant to another at which something read of the clock changes, in steps of half an hour. */
export function turns(from: number, to: number, read: (at: number) => unknown): number[] {
  const steps = Array.from({ length: (2 * (to - from)) / HOUR }, (_, step) => from + (step * HOUR) / 2);
  return steps.filter((at) => read(at) !== read(at - HOUR / 2));
}

const formats = new Map<Zone, Intl.DateTimeFormat>();

function wallClock(zone: Zone, at: number): { day: number; minute: number } {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, hourCycle: 'h23' },
      ...{ weekday: 'short', hour: '2-digit', minute: '2-digit' },
    });
  formats.set(zone, format);
  const [weekday = '', hour = '', minute = ''] = format.format(at).match(/\w+/g) ?? [];
  return { day: NAMES.indexOf(weekday.toLowerCase()) + 1, minute: Number(hour) * 60 + Number(minute) };
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
