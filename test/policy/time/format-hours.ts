import { dayNames } from '../../../shared/policy/time/day-words.ts';
import type { DayRange, Hours } from '../../../shared/policy/time/hours.ts';

/**
 * Hours as the shortest text that `parseHours` reads back as the same ranges and calendars.
 *
 * @example formatHours(hours) // 'mon-fri 07:30-19:00, sat 10:00-14:00 except holidays'
 */
export function formatHours(hours: Pick<Hours, 'ranges' | 'except'>): string {
  if (typeof hours.ranges === 'string') {
    return hours.ranges;
  }
  const list = hours.ranges.map(formatRange).join(', ');
  return hours.except.length === 0 ? list : `${list} except ${hours.except.join(', ')}`;
}

function formatRange({ days, start, end }: DayRange): string {
  return `${formatDays(days)} ${formatClock(start)}-${formatClock(end > 1440 ? end - 1440 : end)}`;
}

function formatDays(days: readonly number[]): string {
  if (days.length === 7) {
    return 'daily';
  }
  const firsts = days.filter((day) => !days.includes(day - 1));
  const lasts = days.filter((day) => !days.includes(day + 1));
  return firsts.map((first, index) => formatRun(first, lasts[index] ?? first)).join(', ');
}

function formatRun(first: number, last: number): string {
  return first === last ? `${dayNames[first - 1]}` : `${dayNames[first - 1]}-${dayNames[last - 1]}`;
}

function formatClock(minutes: number): string {
  const hour = String(Math.floor(minutes / 60)).padStart(2, '0');
  return `${hour}:${String(minutes % 60).padStart(2, '0')}`;
}
