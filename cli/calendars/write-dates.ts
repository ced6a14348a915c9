import { isMap, isScalar, isSeq, type Pair, parseDocument, stringify, type YAMLMap } from 'yaml';
import type { DateEntries } from './date-entries.ts';

/** An entry of a calendar that names an iCalendar file, and where it stands in the text. */
export interface IcsPlace {
  readonly calendar: string;
  readonly ics: string;
  /** The dates that the text has; absent: none were written yet. */
  readonly dates?: DateEntries;
  readonly map: YAMLMap;
}

/** The iCalendar files that a policy names, in the order of the text. What is no map with `ics` is left to `validate`. */
export function icsPlaces(text: string): IcsPlace[] {
  const document = parseDocument(text, { merge: true, stringKeys: true, logLevel: 'silent' });
  const calendars = document.get('calendars');
  if (!isMap(calendars)) return [];
  return calendars.items.flatMap(({ key, value }) => {
    if (!isSeq(value)) return [];
    return value.items.flatMap((map): IcsPlace[] => {
      if (!isMap(map)) return [];
      const ics = map.get('ics');
      if (typeof ics !== 'string') return [];
      const dates = map.get('dates');
      const written = isMap(dates) ? { dates: dates.toJSON() as DateEntries } : {};
      return [{ calendar: isScalar(key) ? String(key.value) : '', ics, ...written, map }];
    });
  });
}

/**
 * The text with the dates of each of these places, in their order. All the rest, comments too, stays as it is. The last is changed
 * first, so that the places before it stay where they are.
 */
export function withDates(text: string, places: readonly (readonly [IcsPlace, DateEntries])[]): string {
  return places.toReversed().reduce((before, [{ map }, dates]) => withEntry(before, map, dates), text);
}

function withEntry(text: string, map: YAMLMap, dates: DateEntries): string {
  const old = pairOf(map, 'dates');
  const ics = pairOf(map, 'ics');
  const start = startOf(old ?? ics);
  const end = old === undefined ? endOf(ics) : endOf(old);
  if (map.flow === true) {
    const pair = `dates: ${JSON.stringify(dates)}`;
    return old === undefined
      ? `${text.slice(0, end)}, ${pair}${text.slice(end)}`
      : `${text.slice(0, start)}${pair}${text.slice(end)}`;
  }
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  const block = stringify({ dates }, { lineWidth: 0 })
    .trimEnd()
    .replaceAll('\n', `\n${' '.repeat(column)}`);
  if (old !== undefined) return text.slice(0, start) + block + text.slice(end).replace(/^[ \t]*(?=\n|$)/, '');
  const lineEnd = text.indexOf('\n', end);
  const after = lineEnd === -1 ? text.length : lineEnd;
  return `${text.slice(0, after)}\n${' '.repeat(column)}${block}${text.slice(after)}`;
}

function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && key.value === name);
}

function startOf(pair: Pair | undefined): number {
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : 0;
}

/** Where the value ends, comments and blank lines after it not counted. */
function endOf(pair: Pair | undefined): number {
  const value = pair?.value;
  if (isMap(value) && value.flow !== true) {
    const last = value.items.at(-1);
    return last === undefined ? (value.range?.[1] ?? 0) : endOf(last);
  }
  return isMap(value) || isScalar(value) ? (value.range?.[1] ?? 0) : 0;
}
