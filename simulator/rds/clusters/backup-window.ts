import { createHash } from 'node:crypto';
import { minuteOf } from '../../fleet/values.ts';

const minuteMs = 60_000;
const dayMinutes = 1_440;
export const dayMs = dayMinutes * minuteMs;

/** Windows of half an hour begin between 21:00 and 04:29, so that all are over by five. */
const night = { start: 21 * 60, length: 450 };

/** The window (UTC) that a cluster gets when nobody asks for one: some half hour of the night, always the same. */
export function nightWindow(arn: string): string {
  const start = night.start + (createHash('sha256').update(arn).digest().readUInt32BE() % night.length);
  return `${toTime(start)}-${toTime(start + 30)}`;
}

function toTime(minute: number): string {
  const parts = [Math.floor(minute / 60) % 24, minute % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** When the window (`hh:mm-hh:mm`, UTC) last began, at `now` or before. */
export function lastStart(window: string, now: number): number {
  const [time = ''] = window.split('-');
  const today = now - (now % dayMs) + minuteOf(time) * minuteMs;
  return today <= now ? today : today - dayMs;
}

/** How long (ms) the window is. */
export function lengthOf(window: string): number {
  const [start = 0, end = 0] = window.split('-').map(minuteOf);
  return ((end - start + dayMinutes) % dayMinutes) * minuteMs;
}
