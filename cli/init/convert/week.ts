/** The state that a schedule asks for in a minute; `as-is`: it neither starts nor stops. */
export type Wish = 'up' | 'down' | 'as-is';

/** Minutes of a day and of a week, which begins on Monday at 00:00. */
export const DAY = 1440;
export const WEEK = 7 * DAY;

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The power of a rule that follows a weekly schedule. */
export interface WeekPower {
  readonly hours: string;
  /** Absent: it is started. */
  readonly start?: false;
  /** Whether the schedule ever stops anything. */
  readonly stops: boolean;
}

/** From one minute of a week to another one, which may be in the next week. */
type Span = readonly [from: number, to: number];

/** The hours of a schedule by its wish for each minute of a week; undefined where it asks for nothing. */
export function powerOfWeek(wishes: readonly Wish[]): WeekPower | undefined {
  const stops = wishes.includes('down');
  if (!wishes.includes('up')) {
    const hours = stops ? textOf(beforeStops(wishes)) : undefined;
    return hours === undefined ? undefined : { hours, start: false, stops };
  }
  if (wishes.every((wish) => wish === 'up')) return { hours: 'always', stops };
  // A cluster that is never stopped needs only the time in which it is started.
  const spans = stops ? spansUp(wishes) : spansOf(wishes.map((wish) => wish === 'up'));
  return { hours: textOf(spans) ?? 'never', stops };
}

/** When a cluster is up that nobody else starts or stops: `as-is` keeps what was before. */
function spansUp(wishes: readonly Wish[]): Span[] {
  let isUp = false;
  const levels = [...wishes, ...wishes].map((wish) => (isUp = wish === 'as-is' ? isUp : wish === 'up'));
  return spansOf(levels.slice(WEEK));
}

/** Before each stop, the part of its day in which people may start it. */
function beforeStops(wishes: readonly Wish[]): Span[] {
  const ends = wishes.flatMap((wish, minute) =>
    wish === 'down' && wishes.at(minute - 1) !== 'down' ? [minute] : [],
  );
  return ends.map((end) => {
    const to = end === 0 ? WEEK : end;
    // A stop at midnight belongs to the day before: half of it, so that each day has an end of its own.
    const earliest = to % DAY === 0 ? to - DAY / 2 : to - (to % DAY);
    let from = to;
    while (from > earliest && wishes[from - 1] === 'as-is') from -= 1;
    return [from, to];
  });
}

function spansOf(levels: readonly boolean[]): Span[] {
  const begins = levels.flatMap((isUp, minute) => (isUp && levels.at(minute - 1) !== true ? [minute] : []));
  return begins.map((from) => {
    let to = from;
    while (levels[to % WEEK] === true) to += 1;
    return [from, to];
  });
}

/** Spans as hours write them; days with the same times together. Undefined without any. */
function textOf(spans: readonly Span[]): string | undefined {
  const within = spans.map((span) => ({ span, times: timesOf(span) }));
  const groups = Map.groupBy(within, ({ span, times }) => times ?? String(span));
  const parts = Array.from(groups.values(), (same) => {
    const [{ span, times } = { span: [0, 0] as const, times: '' }] = same;
    return times === undefined
      ? overDays(span)
      : `${daysText(same.map((one) => dayOf(one.span[0])))} ${times}`;
  });
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** `09:00-17:00` for a span that belongs to the day on which it begins, a night included. */
function timesOf([from, to]: Span): string | undefined {
  const isOfOneDay = dayOf(from) === dayOf(to - 1) && to - from <= DAY;
  const isNight = to - from < DAY && to % DAY !== 0;
  return isOfOneDay || isNight ? `${clock(from)}-${clock(to, '24:00')}` : undefined;
}

function overDays([from, to]: Span): string {
  return `${DAYS[dayOf(from)]} ${clock(from)} - ${DAYS[dayOf(to - 1)]} ${clock(to, '24:00')}`;
}

/** Days of the week, counted from Monday as 0, with ranges: `mon-fri, sun`. */
function daysText(days: readonly number[]): string {
  const sorted = [...new Set(days)].toSorted((a, b) => a - b);
  if (sorted.length === 7) return 'daily';
  return runsOf(sorted)
    .flatMap((run) => {
      const names = run.map((day) => DAYS[day]);
      return names.length > 2 ? [`${names[0]}-${names.at(-1)}`] : names;
    })
    .join(', ');
}

/** Numbers in order, in groups without a gap. */
export function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.at(-1) === number - 1) last.push(number);
    else runs.push([number]);
  }
  return runs;
}

function dayOf(minute: number): number {
  return Math.floor(minute / DAY) % 7;
}

/** The time of day; `midnight` is what an end at 00:00 is called. */
export function clock(minute: number, midnight = '00:00'): string {
  const time = minute % DAY;
  if (time === 0) return midnight;
  return `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
}
