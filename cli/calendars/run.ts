import { isDeepStrictEqual } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { parse, parseDocument } from 'yaml';
import { CliError } from '../errors/cli-error.ts';
import type { OutputOptions } from '../input/options.ts';
import { readPolicyText } from '../input/policy-file.ts';
import { writeWhole } from '../output/whole-file.ts';
import { count } from '../terminal/columns.ts';
import { type ExitCode, fitted, type Io } from '../terminal/io.ts';
import { type DateEntries, entriesOf, without } from './date-entries.ts';
import { type DateSpan, eventDates, UnreadableEvent } from './event-dates.ts';
import { readIcs } from './ics-source.ts';
import { type IcsPlace, icsPlaces, withDates } from './write-dates.ts';

/** The options of `dormouse calendars`. */
export interface CalendarsOptions extends OutputOptions {
  readonly check?: true;
}

/** The result of one file. */
interface Update {
  readonly calendar: string;
  readonly ics: string;
  readonly dates: number;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Writes the dates of the iCalendar files that a policy names into it, or only compares them with `check`. */
export async function runCalendarsUpdate(
  path: string,
  { check, json }: CalendarsOptions,
  io: Io,
): Promise<ExitCode> {
  if (path === '-') throw new CliError('standard input cannot be updated', 'name the policy file');
  const { text } = await readPolicyText(path, io);
  const places = icsPlaces(text);
  const span = spanOf(text, Date.now());
  const found: (readonly [IcsPlace, ReadonlyMap<string, string>])[] = [];
  for (const place of places) found.push([place, await datesOf(place, path, span)]);
  const read = found.map(([place, dates]) => [place, entriesOf(dates)] as const);
  const updates = read.map(
    ([{ calendar, ics, dates = {} }, entries], index): Update => ({
      ...{ calendar, ics, dates: found[index]?.[1].size ?? 0 },
      added: without(entries, dates),
      removed: without(dates, entries),
    }),
  );
  const changed = updates.some(({ added, removed }) => added.length + removed.length > 0);
  if (changed && check !== true) await writeWhole(path, checked(text, withDates(text, read), read));
  if (json) {
    io.stdout.write(
      `${JSON.stringify({ version: 1, file: path, changed, calendars: updates }, undefined, 2)}\n`,
    );
  } else {
    io.stdout.write(fitted(reportText(path, updates, changed, check === true), io.stdout));
  }
  return check === true && changed ? 1 : 0;
}

/** This year and the next, by the clock of the policy. */
function spanOf(text: string, now: number): DateSpan {
  const policy: unknown = parseDocument(text, { merge: true, logLevel: 'silent' }).toJS();
  const own: unknown =
    typeof policy === 'object' && policy !== null ? Reflect.get(policy, 'timezone') : undefined;
  const timezone = typeof own === 'string' ? own : 'UTC';
  try {
    const { year } = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone);
    return { timezone, first: `${year}-01-01`, last: `${year + 1}-12-31` };
  } catch (cause) {
    throw new CliError(`timezone: "${timezone}" is not a time zone`, 'run dormouse validate', { cause });
  }
}

async function datesOf({ ics }: IcsPlace, path: string, span: DateSpan): Promise<Map<string, string>> {
  const text = await readIcs(ics, path);
  try {
    const dates = eventDates(text, span);
    if (dates.size > 0) return dates;
  } catch (cause) {
    if (!(cause instanceof UnreadableEvent)) throw cause;
    throw new CliError(`${ics}: ${cause.message}`, 'list these dates in the policy, or correct the file', {
      cause,
    });
  }
  throw new CliError(
    `${ics}: has no event from ${span.first} to ${span.last}`,
    'check that it is the right file, or remove the entry',
  );
}

/** The new text, once it says the same as the old one but for these dates. */
function checked(old: string, text: string, read: readonly (readonly [IcsPlace, DateEntries])[]): string {
  const written = icsPlaces(text).map(({ dates }) => dates);
  const rest = (yaml: string) =>
    JSON.stringify(parse(yaml, { merge: true }), (key, value) => (key === 'dates' ? undefined : value));
  const isRight =
    isDeepStrictEqual(
      written,
      read.map(([, entries]) => entries),
    ) && rest(old) === rest(text);
  if (isRight) return text;
  throw new CliError(
    'the dates cannot be written into this file',
    'write the entry as a list item of its own: - ics: holidays.ics',
  );
}

function reportText(path: string, updates: readonly Update[], changed: boolean, check: boolean): string {
  if (updates.length === 0) return `${path}: names no iCalendar file\n`;
  const lines = updates.flatMap(({ calendar, ics, dates, added, removed }) => [
    `${calendar}: ${ics} has ${count(dates, 'date')}`,
    ...removed.map((each) => `  - ${each}`),
    ...added.map((each) => `  + ${each}`),
  ]);
  const written = check ? 'has other dates; run dormouse calendars update' : 'written';
  return `${[...lines, `${path}: ${changed ? written : 'up to date'}`].join('\n')}\n`;
}
