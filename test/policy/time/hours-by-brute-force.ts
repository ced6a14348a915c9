import type { DayRange } from '../../../shared/policy/time/hours.ts';

const MINUTE = 60_000;

/**
 * Hours read the slow way, for tests alone: every minute of a stretch of time is asked for its wall-clock time by
 * Intl, and the ranges are laid over that list.
 */
export function openMinutes(
  ranges: readonly DayRange[],
  except: readonly string[],
  timezone: string,
  from: number,
  to: number,
  calendars: Readonly<Record<string, readonly string[]>> = {},
): Set<number> {
  const { minutes, occurrences } = wallClock(timezone, from - 4 * 1440 * MINUTE, to + 4 * 1440 * MINUTE);
  const firstAfter = (wall: string): number => minutes.find((minute) => minute.wall > wall)?.at ?? to;
  const open = new Set<number>();
  const days = (to - from) / (1440 * MINUTE) + 6;
  for (let day = 0; day < days; day++) {
    const midnight = new Date(Math.floor(from / (1440 * MINUTE)) * 1440 * MINUTE + (day - 3) * 1440 * MINUTE);
    const isoWeekday = midnight.getUTCDay() === 0 ? 7 : midnight.getUTCDay();
    const date = midnight.toISOString().slice(0, 10);
    if (except.includes(date)) continue;
    const begins = ({ days, dates = [], calendars: names = [] }: DayRange) =>
      days.includes(isoWeekday) ||
      dates.includes(date) ||
      names.some((name) => calendars[name]?.includes(date) === true);
    for (const range of ranges.filter(begins)) {
      const startWall = plusMinutes(midnight, range.start);
      const endWall = plusMinutes(midnight, range.end);
      const start = occurrences.get(startWall)?.at(0)?.at ?? firstAfter(startWall);
      const end = occurrences.get(endWall)?.at(-1)?.at ?? firstAfter(endWall);
      for (let at = Math.max(start, from); at < Math.min(end, to); at += MINUTE) open.add(at);
    }
  }
  return open;
}

/** Moments between two instants at which the clocks of a zone change, to the minute. */
export function clockChanges(timezone: string, from: number, to: number): number[] {
  const offsetAt = offsetReader(timezone);
  const changes: number[] = [];
  for (let at = from; at < to; at += 1440 * MINUTE) {
    let [low, high] = [at, at + 1440 * MINUTE];
    if (offsetAt(low) === offsetAt(high)) continue;
    while (high - low > MINUTE) {
      const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
      if (offsetAt(middle) === offsetAt(low)) low = middle;
      else high = middle;
    }
    changes.push(high);
  }
  return changes;
}

interface Minute {
  readonly at: number;
  readonly wall: string;
}

interface WallClock {
  readonly minutes: readonly Minute[];
  readonly occurrences: ReadonlyMap<string, readonly Minute[]>;
}

const read = new Map<string, WallClock>();

function wallClock(timezone: string, from: number, to: number): WallClock {
  const key = `${timezone} ${from} ${to}`;
  const known = read.get(key);
  if (known !== undefined) return known;
  const wallOf = wallReader(timezone);
  const minutes = Array.from({ length: (to - from) / MINUTE }, (_, index) => {
    const at = from + index * MINUTE;
    return { at, wall: wallOf(at) };
  });
  const clock = { minutes, occurrences: Map.groupBy(minutes, ({ wall }) => wall) };
  read.set(key, clock);
  return clock;
}

function offsetReader(timezone: string): (at: number) => number {
  const wallOf = wallReader(timezone);
  return (at) => Date.parse(`${wallOf(at)}:00Z`) - at;
}

function wallReader(timezone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: timezone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  return (at) => format.format(at).replace(' ', 'T');
}

function plusMinutes(midnight: Date, minutes: number): string {
  return new Date(midnight.getTime() + minutes * MINUTE).toISOString().slice(0, 16);
}
