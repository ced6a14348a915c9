import { minuteOf } from '../../fleet/values.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const weekMs = 7 * dayMs;

/** 1970-01-01 was a Thursday. */
const weekdays = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'];

/** When the weekly window (`sun:05:00-sun:05:30`, UTC) next begins, after `now` (ms). */
export function nextWindow(window: string, now: number): number {
  const [, weekday = '', time = ''] = /^(\w+):(\d\d:\d\d)-/.exec(window) ?? [];
  const offset = weekdays.indexOf(weekday) * dayMs + minuteOf(time) * minuteMs;
  return offset + (Math.floor((now - offset) / weekMs) + 1) * weekMs;
}
