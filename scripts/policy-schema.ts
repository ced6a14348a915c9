import tzdata from 'tzdata' with { type: 'json' };
import { jsonSchema, type SchemaNode } from '../shared/document/schema-node.ts';
import { policySchema } from '../shared/policy/file/schema/policy.ts';
import { dayNames, dayWords } from '../shared/policy/time/day-words.ts';
import { isTimezone } from '../shared/policy/time/local-time.ts';

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** JSON Schema has no flag for letter case. */
function anyCase(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`);
}

function oneOf(...patterns: readonly string[]): string {
  return `(?:${patterns.join('|')})`;
}

/** The form of hours. Two equal times, and calendars that do not exist, are left to `dormouse validate`. */
function hoursPattern(): string {
  const day = anyCase(oneOf(...dayNames));
  const days = oneOf(anyCase('daily'), `${day}(?:\\s*-\\s*${day})?`);
  const clock = `${oneOf('[01]?\\d', '2[0-3]')}:[0-5]\\d`;
  const isSpelledDay = `${anyCase(dayWords)}(?![\\w-])`;
  const calendar = '[A-Za-z][\\w-]*';
  const dates = oneOf(`(?!${isSpelledDay})${calendar}`, '\\d{4}-\\d\\d-\\d\\d');
  const time = `${clock}\\s*-\\s*${oneOf(clock, '24:00')}`;
  const range = oneOf(`(?:${days}\\s*)?${time}`, `${dates}\\s+${time}`);
  const stretch = `${day}\\s*${clock}\\s*-\\s*${day}\\s*${oneOf(clock, '24:00')}`;
  const except = `\\s${anyCase('except')}\\s+${calendar}(?:\\s*,\\s*${calendar})*`;
  const list = `(?:${oneOf(range, days, dates, stretch)}\\s*,\\s*)*${oneOf(range, stretch)}(?:\\s*${except})?`;
  return `^\\s*${oneOf(anyCase(oneOf('always', 'never')), list)}\\s*$`;
}

/** The form of cron expressions as croner reads them. Days that never come are left to `dormouse validate`. */
function cronPattern(): string {
  const minute = item('0*[0-5]?\\d');
  const hour = item(`0*${oneOf('1?\\d', '2[0-3]')}`);
  const dayNumber = `0*${oneOf('[1-9]', '[12]\\d', '3[01]')}`;
  const day = oneOf(item(dayNumber), `${dayNumber}[Ww]`, '[Ll]', '[Ll][Ww]');
  const month = item(oneOf(`0*${oneOf('[1-9]', '1[0-2]')}`, anyCase(oneOf(...months))));
  const weekday = item(oneOf('0*[0-7]', anyCase(oneOf(...dayNames))));
  const nthWeekday = `${weekday}(?:[Ll]|#0*[1-5Ll])?`;
  return `^${list(minute)} +${list(hour)} +${list(day)} +${list(month)} +\\+?${list(nthWeekday)}$`;
}

/** The end of a range with steps may be any number, because only the steps have to be in bounds. */
function item(value: string): string {
  return oneOf('[*?](?:/\\d+)?', `${value}(?:-${value})?`, `${value}-\\d+/\\d+`);
}

function list(each: string): string {
  return `${each}(?:,${each})*`;
}

/** The names of the time zones that the parser reads, in any letter case. */
function timezonePattern(): string {
  const names = new Set([...Intl.supportedValuesOf('timeZone'), ...Object.keys(tzdata.zones)]);
  return `^${trie([...names].filter(isTimezone).map((name) => name.toUpperCase()))}$`;
}

/** A pattern of these texts in any letter case, that writes what several begin with once. */
function trie(texts: readonly string[]): string {
  const byStart = Map.groupBy(texts.toSorted(), (text) => text.slice(0, 1));
  const branches = [...byStart].map(([start, all]) =>
    start === '' ? '' : anyCase(start.replace('+', '\\+')) + trie(all.map((text) => text.slice(1))),
  );
  const [only = ''] = branches;
  return branches.length > 1 ? oneOf(...branches) : only;
}

/** Patterns that only editors need, by the title of the value, with what an editor says of a value that has another form. */
const patterns: ReadonlyMap<string, readonly [pattern: string, message: string]> = new Map([
  [
    'hours, or tag and its key',
    [`${hoursPattern()}|^\\s*tag +\\S.*$`, 'Write hours such as mon-fri 07:30-19:00, or tag and its key'],
  ],
  ['hours', [hoursPattern(), 'Write hours such as mon-fri 07:30-19:00, sat 10:00-14:00 except holidays']],
  ['an IANA time zone', [timezonePattern(), 'Write an IANA time zone such as Europe/Berlin or UTC']],
  [
    'a cron expression of five fields',
    [cronPattern(), 'Write minute, hour, day of month, month and day of week, such as 0 3 * * *'],
  ],
]);

/**
 * The JSON Schema of a policy file for editors. It marks wrong hours, time zones and cron expressions as well, and never
 * marks one that the parser reads. `patternErrorMessage` is a keyword of VS Code and of the YAML language server.
 */
export function policyJsonSchema(): object {
  const anchors = { '^x-': { description: 'A place for YAML anchors. Ignored.' } };
  const schema = withPatterns(jsonSchema(policySchema));
  return { $id: 'urn:dormouse:schema:policy:1', ...schema, patternProperties: anchors };
}

function withPatterns(node: SchemaNode): SchemaNode {
  const [pattern, patternErrorMessage] = patterns.get(node.title ?? '') ?? [];
  return {
    ...Object.fromEntries(Object.entries(node).map(([key, value]) => [key, withPatternsIn(value)])),
    ...(pattern !== undefined && { pattern, patternErrorMessage }),
  };
}

function withPatternsIn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPatternsIn);
  return typeof value === 'object' && value !== null ? withPatterns(value) : value;
}
