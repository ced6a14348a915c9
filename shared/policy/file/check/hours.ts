import type { DayRange, Hours } from '../../time/hours.ts';

/**
 * Whether `inner` is open at times when `outer` is not, as far as can be known without a date: in different time zones
 * only when it is open longer.
 */
export function reachesBeyond(inner: Hours, outer: Hours | undefined, sameZone: boolean): boolean {
  if (outer?.ranges === 'always' || inner.ranges === 'never') {
    return false;
  }
  if (outer?.except.some((calendar) => !inner.except.includes(calendar))) {
    return true;
  }
  const open = minutesOfWeek(outer);
  const wanted = minutesOfWeek(onAnyDay(inner, outer));
  return sameZone ? [...wanted].some((minute) => !open.has(minute)) : wanted.size > open.size;
}

/** Ranges that open by date may open on any day of the week, but where the other hours have the same dates. */
function onAnyDay(hours: Hours, other: Hours | undefined): Hours {
  if (typeof hours.ranges === 'string') return hours;
  const others = typeof other?.ranges === 'object' ? other.ranges : [];
  const ranges = hours.ranges.map((range) => {
    const names = datesOf(range);
    const isWithin = others.some(
      (each) =>
        each.start <= range.start &&
        each.end >= range.end &&
        names.every((name) => datesOf(each).includes(name)),
    );
    return names.length === 0 || isWithin ? range : { ...range, days: [1, 2, 3, 4, 5, 6, 7] };
  });
  return { ...hours, ranges };
}

function datesOf({ dates = [], calendars = [] }: DayRange): string[] {
  return [...dates, ...calendars];
}

/** The same hours with each range opened earlier by a number of minutes. */
export function openedEarlier(hours: Hours, minutes: number): Hours {
  const { ranges } = hours;
  return typeof ranges === 'string'
    ? hours
    : { ...hours, ranges: ranges.map((range) => ({ ...range, start: range.start - minutes })) };
}

const week = 7 * 24 * 60;

/** Minutes of the longest time of a week in which hours are closed. Undefined where dates or calendars open them. */
export function longestGap(hours: Hours): number | undefined {
  if (hours.ranges === 'always') return 0;
  if (typeof hours.ranges === 'object' && hours.ranges.some((range) => datesOf(range).length > 0))
    return undefined;
  const open = [...minutesOfWeek(hours)].toSorted((a, b) => a - b);
  const [first] = open;
  if (first === undefined) return undefined;
  return Math.max(...open.map((minute, at) => (open[at + 1] ?? first + week) - minute - 1));
}

function minutesOfWeek(hours: Hours | undefined): Set<number> {
  if (hours?.ranges === 'always') {
    return new Set(Array.from({ length: week }).keys());
  }
  const ranges = hours === undefined || hours.ranges === 'never' ? [] : hours.ranges;
  return new Set(
    ranges.flatMap(({ days, start, end }) =>
      days.flatMap((day) =>
        Array.from({ length: end - start }, (_, minute) => ((day - 1) * 1440 + start + minute + week) % week),
      ),
    ),
  );
}
