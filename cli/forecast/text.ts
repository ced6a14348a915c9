import { Temporal } from 'temporal-polyfill';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { MINUTE_MS } from '../../shared/policy/time/units.ts';
import type { Mark, PowerState, Timeline } from '../../timeline/timeline.ts';
import { count, hang, padEnd } from '../terminal/columns.ts';
import type { Paint, Tone } from '../terminal/paint.ts';
import { type Group, groupsOf } from './groups.ts';

interface Look {
  readonly paint: Paint;
  readonly width?: number;
}

/** More names than this are counted. */
const NAMES = 8;

/** The calendar of each group of clusters, days that are alike on one line, and the sums. Ends with a line feed. */
export function forecastText(timeline: Timeline, policy: Policy, { paint, width }: Look): string {
  const room = width ?? Number.POSITIVE_INFINITY;
  const groups = groupsOf(timeline);
  const paragraphs = groups.map((group) => groupLines(group, timeline, policy, paint, room));
  const { hoursUp, hoursStopped, hoursMaybe = 0 } = timeline.totals;
  const hours = (number: number): string => `${Math.round(number).toLocaleString('en')} h`;
  const sums = `${hours(hoursUp)} up, ${hours(hoursStopped)} stopped, ${hours(hoursMaybe)} depend on use`;
  const days = count(Math.round((Date.parse(timeline.to) - Date.parse(timeline.from)) / 86_400_000), 'day');
  const ending = [
    ...hang('', `Forecast: ${count(timeline.clusters.length, 'cluster')}, ${days}: ${sums}.`, room),
    ...timeline.notes.flatMap((note) => hang('  ', note, room, (line) => paint('dim', line))),
    ...(timeline.mode === 'observe'
      ? hang('', 'The policy is in observe mode: this is what it would do in mode enforce.', room)
      : []),
  ];
  return `${[...paragraphs.map((lines) => lines.join('\n')), ending.join('\n')].join('\n\n')}\n`;
}

function groupLines(
  { rule, clusters, first }: Group,
  { from, texts }: Timeline,
  policy: Policy,
  paint: Paint,
  room: number,
): string[] {
  const timezone = policy.rules.find(({ name }) => name === rule)?.timezone ?? policy.timezone;
  const shown = clusters.slice(0, NAMES).map(({ id }) => id);
  const more = clusters.length > NAMES ? ` and ${clusters.length - NAMES} more` : '';
  const head = `${shown.join(', ')}${more}`;
  const begin = `${stateNames[first.power[0]?.[1] ?? 'absent']} at first`;
  const why = first.why && hang('  ', `${first.why.reason}: ${first.why.detail}`, room);
  const days = dayRuns(first.marks, Date.parse(from), timezone, texts);
  const labels = days.map(({ label }) => padEnd(label, Math.max(...days.map((day) => day.label.length))));
  return [
    ...hang('', head, room, (line) => paint('heading', line)),
    ...hang('  ', `${rule ?? 'no rule with power'}; ${begin}; times of ${timezone}`, room, (line) =>
      paint('dim', line),
    ),
    ...(why ?? []),
    ...days.flatMap(({ events }, index) =>
      hang(`  ${labels[index]}  `, events.map(({ text }) => text).join('; '), room).map((line) =>
        tinted(line, events, paint),
      ),
    ),
  ];
}

interface DayEvent {
  readonly text: string;
  readonly tone?: Tone;
}

interface DayRun {
  label: string;
  readonly events: readonly DayEvent[];
  last: Temporal.PlainDate;
  readonly first: Temporal.PlainDate;
}

/** Days in a row with the same events at the same times; days without any are left out. */
function dayRuns(marks: readonly Mark[], from: number, timezone: string, texts: readonly string[]): DayRun[] {
  const local = (mark: Mark) =>
    Temporal.Instant.fromEpochMilliseconds(from + mark.minute * MINUTE_MS).toZonedDateTimeISO(timezone);
  const byDay = Map.groupBy(marks, (mark) => local(mark).toPlainDate().toString());
  const runs: DayRun[] = [];
  for (const [date, own] of byDay) {
    const day = Temporal.PlainDate.from(date);
    const events = own.map((mark) => ({
      text: `${local(mark).toPlainTime().toString({ smallestUnit: 'minute' })} ${phrase(mark, texts)}`,
      ...toneOf(mark),
    }));
    const before = runs.at(-1);
    const isNext = before?.last.add({ days: 1 }).equals(day) === true;
    if (before && isNext && textsOf(before.events) === textsOf(events)) before.last = day;
    else runs.push({ label: '', events, first: day, last: day });
  }
  for (const run of runs) run.label = labelOf(run.first, run.last);
  return runs;
}

function textsOf(events: readonly DayEvent[]): string {
  return events.map(({ text }) => text).join(';');
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Tue 11-24`, `Tue 11-24 to Fri 11-27` */
function labelOf(first: Temporal.PlainDate, last: Temporal.PlainDate): string {
  const text = (day: Temporal.PlainDate): string =>
    `${WEEKDAYS[day.dayOfWeek - 1]} ${day.toString().slice(5)}`;
  return first.equals(last) ? text(first) : `${text(first)} to ${text(last)}`;
}

const phrases: Readonly<Partial<Record<Mark['kind'], readonly [certain: string, maybe: string]>>> = {
  stop: ['stop', 'may stop'],
  start: ['start', 'start if stopped'],
  'seven-day-restart': ['seven-day restart', 'maybe seven-day restart'],
  snapshot: ['snapshot', 'snapshot'],
  'start-stream': ['stream starts, with a restart', ''],
  'stop-stream': ['stream stops, with a restart', ''],
  capacity: ['capacity', 'capacity'],
  maintenance: ['maintenance', 'maintenance'],
  expires: ['end of', 'end of'],
};

/** A reason that the word itself, or the rule, makes obvious is not said again each day. */
const SILENT: readonly (readonly [Mark['kind'], boolean])[] = [
  ['start', false],
  ['stop', false],
  ['snapshot', false],
  ['seven-day-restart', false],
  ['start', true],
  ['start-stream', false],
  ['stop-stream', false],
];

function phrase({ kind, maybe, text }: Mark, texts: readonly string[]): string {
  const [certain = kind, open = kind] = phrases[kind] ?? [];
  const word = maybe ? open : certain;
  const said = text === undefined ? '' : (texts[text] ?? '');
  const isSilent = SILENT.some(([one, isOpen]) => one === kind && isOpen === (maybe === true));
  return isSilent || said === '' ? word : `${word} ${said}`;
}

function toneOf({ kind }: Mark): { tone?: Tone } {
  const tones: Readonly<Partial<Record<Mark['kind'], Tone>>> = {
    stop: 'stop',
    start: 'start',
    snapshot: 'copy',
    'seven-day-restart': 'refused',
    capacity: 'change',
  };
  const tone = tones[kind];
  return tone === undefined ? {} : { tone };
}

/** Its words in the colours of the events. */
function tinted(line: string, events: readonly DayEvent[], paint: Paint): string {
  return events.reduce((text, { text: event, tone }) => {
    return tone === undefined ? text : text.replace(event, (found) => paint(tone, found));
  }, line);
}

const stateNames: Readonly<Record<PowerState, string>> = {
  used: 'up',
  idle: 'up',
  up: 'up',
  paused: 'up',
  stopped: 'stopped',
  changing: 'changing',
  maybe: 'up or stopped, by use,',
  absent: 'absent',
};
