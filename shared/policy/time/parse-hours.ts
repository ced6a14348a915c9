import { nearest } from '../../document/nearest.ts';
import type { Reading } from '../../document/problem.ts';
import type { DayRange, Hours } from './hours.ts';
import { rewriteHours } from './hours-hint.ts';
import { type Days, example, inOrder, parseItem, span, unreadable } from './hours-item.ts';

/**
 * Reads `always`, `never`, or a list such as `mon-fri 07:30-19:00, sat 10:00-14:00 except holidays`.
 *
 * Days without a time join the next item that has one, a time without days holds on those of the item before it
 * (daily when it is the first), and an end that is not after its start lies on the next day. `fri 20:00 - mon 06:00` is
 * open on each of its days. Does not know which calendars there are.
 */
export function parseHours(text: string): Reading<Hours> {
  const read = readHours(text);
  if (read.ok) return read;
  const { text: other, zone } = rewriteHours(text);
  if (!readHours(other).ok) return read;
  const beside = zone === undefined ? '' : `, and the time zone in its own key: timezone: ${zone}`;
  return { ...read, remedy: `write ${other}${beside}` };
}

function readHours(text: string): Reading<Hours> {
  const [list = '', names, ...more] = text.split(/(?<!\S)except(?!\S)/i);
  const except = (names ?? '').split(',').map((name) => name.trim());
  if (more.length > 0 || (names !== undefined && !except.every((name) => /^[a-z][\w-]*$/i.test(name)))) {
    return unreadable('has no readable calendar names after "except"', example);
  }
  const word = list.trim().toLowerCase();
  if (word === 'always' || word === 'never') {
    return names === undefined
      ? { ok: true, value: { text: text.trim(), ranges: word, except: [] } }
      : unreadable(`has "except" after "${word}"`, 'write for example daily 00:00-24:00 except holidays');
  }
  const ranges = parseRanges(list);
  return ranges.ok
    ? {
        ok: true,
        value: { text: text.trim(), ranges: ranges.value, except: names === undefined ? [] : except },
      }
    : ranges;
}

function parseRanges(list: string): Reading<DayRange[]> {
  const ranges: DayRange[] = [];
  let days: Days | undefined;
  let before: Days | undefined = { days: span(1, 7) };
  for (const text of list.split(',')) {
    const item = parseItem(text.trim());
    if (!item.ok) return item;
    if (item.value.stretch !== undefined) {
      if (days !== undefined) return unreadable('has days before a range over days', example);
      ranges.push(...item.value.stretch);
      before = undefined;
      continue;
    }
    days = together(days, item.value.on);
    if (item.value.time === undefined) continue;
    before = days ?? before;
    if (before === undefined) {
      return unreadable(`has no days for "${text.trim()}"`, 'write them, for example sat 10:00-14:00');
    }
    ranges.push({ ...before, ...item.value.time });
    days = undefined;
  }
  if (days !== undefined) return endsInDays(list);
  return { ok: true, value: ranges };
}

function together(one: Days | undefined, other: Days | undefined): Days | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const dates = [...(one.dates ?? []), ...(other.dates ?? [])];
  const calendars = [...(one.calendars ?? []), ...(other.calendars ?? [])];
  return {
    days: inOrder([...one.days, ...other.days]),
    ...(dates.length > 0 && { dates }),
    ...(calendars.length > 0 && { calendars }),
  };
}

function endsInDays(list: string): Reading<never> {
  const slip = nearest(list.trim(), ['always', 'never']);
  const remedy = slip === undefined ? 'add one, 00:00-24:00 for the whole day' : `did you mean ${slip}?`;
  return unreadable('ends in days without a time', remedy);
}
