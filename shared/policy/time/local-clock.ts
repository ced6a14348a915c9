import { offsetNanoseconds } from 'temporal-polyfill/fns/ZonedDateTime';
import { zonedAt } from './local-time.ts';
import { type EpochMs, MINUTE_MS } from './units.ts';

/** Date and time as clocks and calendars in a time zone show them. */
export interface LocalClock {
  /** `2026-11-20` */
  readonly date: string;
  /** `19:05` */
  readonly time: string;
  /** Monday 1 to Sunday 7. */
  readonly weekday: number;
}

/** The part that is the same for a quarter of an hour, at which offsets of time zones change. */
interface Quarter {
  readonly offsetMs: number;
  readonly date: string;
  readonly hour: string;
  readonly weekday: number;
}

const QUARTER_MS = 15 * MINUTE_MS;
/** More than half a year of quarters. */
const MOST = 20_000;
/** By time zone and number of the quarter: a look into a time zone costs as much as a hundred of these. */
const zones = new Map<string, Map<number, Quarter>>();

export function localClock(at: EpochMs, timezone: string): LocalClock {
  const { offsetMs, date, hour, weekday } = readAt(at, timezone);
  const minute = Math.floor((at + offsetMs) / MINUTE_MS) % 60;
  return { date, weekday, time: `${hour}:${String((minute + 60) % 60).padStart(2, '0')}` };
}

/** The date alone, which takes a fraction of the time. */
export function localDate(at: EpochMs, timezone: string): string {
  return readAt(at, timezone).date;
}

/** Long ago, some offsets were no quarters of an hour, and so were no days. */
function readAt(at: EpochMs, timezone: string): Quarter {
  const quarter = quarterAt(at, timezone);
  const { offsetMs } = quarter;
  return offsetMs % QUARTER_MS === 0 ? quarter : read(at + offsetMs, offsetMs);
}

function quarterAt(at: EpochMs, timezone: string): Quarter {
  const known = zones.get(timezone) ?? new Map<number, Quarter>();
  zones.set(timezone, known);
  const number = Math.floor(at / QUARTER_MS);
  const old = known.get(number);
  if (old !== undefined) return old;
  if (known.size >= MOST) known.clear();
  const offsetMs = offsetNanoseconds(zonedAt(number * QUARTER_MS, timezone)) / 1e6;
  const quarter = read(number * QUARTER_MS + offsetMs, offsetMs);
  known.set(number, quarter);
  return quarter;
}

function read(local: EpochMs, offsetMs: number): Quarter {
  const wall = new Date(local);
  const text = wall.toISOString();
  return { offsetMs, date: text.slice(0, -14), hour: text.slice(-13, -11), weekday: wall.getUTCDay() || 7 };
}
