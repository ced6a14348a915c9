import { Temporal } from 'temporal-polyfill';

/** Dates as a policy has them under an iCalendar file: dates and ranges to the names of their events. */
export type DateEntries = Readonly<Record<string, string>>;

/** Dates in order as entries: dates in a row that have the same name are one range. */
export function entriesOf(dates: ReadonlyMap<string, string>): DateEntries {
  const runs: { first: string; last: string; name: string }[] = [];
  for (const [date, name] of dates) {
    const run = runs.at(-1);
    if (run?.name === name && dayAfter(run.last) === date) run.last = date;
    else runs.push({ first: date, last: date, name });
  }
  return Object.fromEntries(
    runs.map(({ first, last, name }) => [first === last ? first : `${first}..${last}`, name]),
  );
}

function dayAfter(date: string): string {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
}

/** The entries that the first version has and the second has not: `2026-12-25 Christmas Day`. */
export function without(entries: DateEntries, others: DateEntries): string[] {
  return Object.entries(entries)
    .filter(([date, name]) => others[date] !== name)
    .map(([date, name]) => `${date} ${name}`.trim());
}
