import { Cron } from 'croner';
import {
  addNanoseconds,
  getTimeZoneTransition,
  offsetNanoseconds,
  type Record as ZonedDateTime,
} from 'temporal-polyfill/fns/ZonedDateTime';
import { type LocalTime, zonedAt } from './local-time.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from './units.ts';
import { instantOf } from './wall-clock.ts';

/** One time is mostly enough; a repeated hour has fewer minutes than the last, all of which may have been due already. */
const AHEAD = [2, 200];

/** Expressions of a policy are asked about again and again, at times between the same two at which they are due. */
const MEMOS = 100;
const memos = new Map<string, { readonly due: EpochMs; readonly until: EpochMs }>();

/**
 * The last time at or before `now` that a cron expression of five fields names, by the clock of a time zone. A time
 * that a change of the clocks skips is due at the change; one that it repeats is due once, the first time. Undefined
 * when there was none in the years that are searched.
 *
 * @example
 * lastDue('0 3 * * *', { timezone: 'Europe/Berlin', now })
 */
export function lastDue(cron: string, { timezone, now }: LocalTime): EpochMs | undefined {
  const key = `${cron} ${timezone}`;
  const memo = memos.get(key);
  if (memo !== undefined && memo.due <= now && now < memo.until) return memo.due;
  const due = searchLast(cron, { timezone, now });
  const until = due === undefined ? undefined : nextDue(cron, { timezone, now });
  if (memos.size >= MEMOS) memos.clear();
  if (due !== undefined && until !== undefined) memos.set(key, { due, until });
  return due;
}

function searchLast(cron: string, { timezone, now }: LocalTime): EpochMs | undefined {
  const calendar = calendarOf(cron);
  let before = new Date(latestWallClock(timezone, now) + 1);
  for (let batch = 1; ; batch *= 8) {
    const walls = calendar.previousRuns(batch, before);
    const due = walls.map((wall) => instantOfWall(wall, timezone)).find((at) => at <= now);
    const earliest = walls.at(-1);
    if (due !== undefined || earliest === undefined) return due;
    before = earliest;
  }
}

/**
 * The first time after `now` that a cron expression of five fields names, by the clock of a time zone, as `lastDue` reads
 * it. Undefined when there is none in the years that are searched.
 */
export function nextDue(cron: string, { timezone, now }: LocalTime): EpochMs | undefined {
  const local = zonedAt(now, timezone);
  const calendar = calendarOf(cron);
  for (const count of AHEAD) {
    const next = calendar
      .nextRuns(count, new Date(wallClock(local)))
      .map((wall) => instantOfWall(wall, timezone))
      .find((at) => at > now);
    if (next !== undefined) return next;
  }
  return undefined;
}

/** All times from one instant to before another that a cron expression names, as `lastDue` reads it. */
export function duesWithin(cron: string, timezone: string, from: EpochMs, to: EpochMs): EpochMs[] {
  const calendar = calendarOf(cron);
  const wallOf = (at: EpochMs): number => wallClock(zonedAt(at, timezone));
  const last = wallOf(to) + DAY_MS;
  const dues = new Set<EpochMs>();
  // A day more on each side is more than a change of the clocks.
  let wall = calendar.nextRun(new Date(wallOf(from) - DAY_MS));
  while (wall !== null && wall.getTime() < last) {
    const due = instantOfWall(wall, timezone);
    if (due >= from && due < to) dues.add(due);
    wall = calendar.nextRun(wall);
  }
  return [...dues].sort((a, b) => a - b);
}

/** By the wall clock alone, which is as even as UTC; the time zone comes in with `instantOfWall`. */
function calendarOf(cron: string): Cron {
  return new Cron(cron, { mode: '5-part', timezone: 'UTC', paused: true });
}

function instantOfWall(wall: Date, timezone: string): EpochMs {
  return instantOf(wall.getTime() / MINUTE_MS, timezone, 'start');
}

/** The latest wall-clock time that there has been, as if it were UTC: later than now's once clocks have gone back. */
function latestWallClock(timezone: string, now: EpochMs): number {
  const local = zonedAt(now, timezone);
  const change = getTimeZoneTransition(addNanoseconds(local, 1), 'previous');
  const beforeChange = change === null ? undefined : addNanoseconds(change, -1);
  return Math.max(wallClock(local), beforeChange ? wallClock(beforeChange) : Number.NEGATIVE_INFINITY);
}

function wallClock(local: ZonedDateTime): number {
  return local.epochMilliseconds + offsetNanoseconds(local) / 1e6;
}
