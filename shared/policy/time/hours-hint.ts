import { dayNames, spelledDays } from './day-words.ts';

/** A time zone at the end of the hours, by name or abbreviation. */
const ZONE = /\s+\(?(utc|gmt|[a-z]{2,4}t|[a-z]+\/[a-z_/]+)\)?$/i;

/** Another way to write hours that people use, and the way that is read here. */
type Rewrite = readonly [form: RegExp, write: string | ((...parts: string[]) => string)];

const rewrites: readonly Rewrite[] = [
  [/[\u2010-\u2015\u2212]/g, '-'],
  [/^\s*24\s*\/\s*7\s*$/, 'always'],
  [spelledDays, (day) => day.slice(0, 3).toLowerCase()],
  [/\b(week|work|working|business) ?days?\b/gi, 'mon-fri'],
  [/\bweek-?ends?\b/gi, 'sat-sun'],
  [/\b(every ?day|all days)\b/gi, 'daily'],
  [
    /\b(\d{1,2})(?::(\d\d))? ?([ap])\.?m\b\.?/gi,
    (_all, hour = '', minute = '00', half = '') => clock12(hour, minute, half),
  ],
  [/\s+(to|till|until|through)\s+/gi, '-'],
  [/\s*(?:;|&|\band\b)\s*/gi, ', '],
  [/(?<![\d:])(\d{1,2}) ?- ?(\d{1,2})(?![\d:])/g, (_all, from = '', to = '') => `${from}:00-${to}:00`],
  [/(?<![\d:])(\d{1,2}) ?- ?(\d{1,2}:\d\d)/g, '$1:00-$2'],
  [/(\d{1,2}:\d\d) ?- ?(\d{1,2})(?![\d:])/g, '$1-$2:00'],
  [/(?<!\d)(\d:\d\d)/g, '0$1'],
];

/**
 * Hours in other words, written as they are read here; what is not known stays. A time zone at their end is taken away.
 *
 * @example
 * rewriteHours('Monday–Friday 9am-5pm UTC') // { text: 'mon-fri 09:00-17:00', zone: 'UTC' }
 */
export function rewriteHours(hours: string): { readonly text: string; readonly zone?: string } {
  const [, zone] = ZONE.exec(hours) ?? [];
  const isDay = zone !== undefined && dayNames.includes(zone.slice(0, 3).toLowerCase());
  const hasZone = zone !== undefined && !isDay && !/\bexcept\s+\S+$/i.test(hours);
  const text = rewrites.reduce(
    (before, [form, write]) =>
      typeof write === 'string' ? before.replace(form, write) : before.replace(form, write),
    hasZone ? hours.replace(ZONE, '') : hours,
  );
  return { text: text.trim(), ...(hasZone && { zone }) };
}

function clock12(hour: string, minute: string, half: string): string {
  const from12 = Number(hour) % 12;
  return `${String(half.toLowerCase() === 'p' ? from12 + 12 : from12).padStart(2, '0')}:${minute}`;
}
