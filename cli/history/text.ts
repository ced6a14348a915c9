import { localClock } from '../../shared/policy/time/local-clock.ts';
import { formatUtc } from '../../shared/policy/time/when.ts';
import { count, hang, wrap } from '../terminal/columns.ts';
import type { Paint, Tone } from '../terminal/paint.ts';
import type { HistoryEntry } from './entry.ts';
import { type Histories, type History, joinRepeated, type Repeated, withPlaces } from './histories.ts';

interface Look {
  readonly paint: Paint;
  readonly width?: number;
}

/** The time that was read, and the number of lines that are no events. */
export interface Reading {
  readonly since: number;
  readonly until: number;
  readonly timezone: string;
  readonly unread: number;
}

const OR_OLDER =
  ', refused or failed in this time, or it is older than the record: look further back with --since.';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** The histories for people, each by day. Ends with a line feed. */
export function historyText(
  { clusters, places }: Histories,
  isNarrowed: boolean,
  reading: Reading,
  look: Look,
): string {
  const { paint, width = Number.POSITIVE_INFINITY } = look;
  const shown = isNarrowed ? clusters.map((history) => withPlaces(history, places)) : clusters;
  // A failed sweep explains, too, why there is no entry at all.
  const ofNoCluster = isNarrowed && clusters.length > 0 ? [] : places;
  const byPlace = Map.groupBy(ofNoCluster, ({ account, region }) => `${account}  ${region}`);
  const blocks = [
    ...[...byPlace].map(([place, entries]) => [paint('heading', place), ...dayLines(entries, reading, look)]),
    ...shown.map((history) => [
      paint('heading', headingOf(history)),
      ...dayLines(history.entries, reading, look),
    ]),
  ];
  const nothing = blocks.length > 0 ? [] : [`Nothing was done${isNarrowed ? ' to it' : ''}${OR_OLDER}`];
  const end = [...endLines(shown, reading, paint), ...nothing].flatMap((text) => wrap(text, width));
  return `${[...blocks, end].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function endLines(
  clusters: readonly History[],
  { since, until, timezone, unread }: Reading,
  paint: Paint,
): string[] {
  const entries = clusters.reduce((sum, history) => sum + history.entries.length, 0);
  const total = `History: ${count(entries, 'entry', 'entries')} of ${count(clusters.length, 'cluster')} from ${formatUtc(since)} to ${formatUtc(until)}; times of ${timezone}.`;
  const other = unread > 0 ? [`${count(unread, 'line')} of the record could not be understood.`] : [];
  return [paint('heading', total), ...other];
}

/** @example 'dev-orders  111122223333  eu-central-1  cluster-ABC (was dev-sales)' */
function headingOf({ names: [name, ...earlier], account, region, resourceId }: History): string {
  const was = earlier.length === 0 ? [] : [`(was ${earlier.join(', ')})`];
  return [name, account, region, ...(resourceId === undefined ? [] : [resourceId]), ...was].join('  ');
}

function dayLines(entries: readonly HistoryEntry[], { timezone }: Reading, look: Look): string[] {
  const days = Map.groupBy(joinRepeated(entries), ({ at }) => {
    const { date, weekday } = localClock(at, timezone);
    return `${DAYS[weekday - 1]} ${date}`;
  });
  return [...days].flatMap(([day, own]) => [
    look.paint('dim', day),
    ...own.flatMap((entry) => entryLines(entry, timezone, look)),
  ]);
}

function entryLines(
  entry: Repeated,
  timezone: string,
  { paint, width = Number.POSITIVE_INFINITY }: Look,
): string[] {
  const head = `  ${localClock(entry.at, timezone).time}  `;
  const indent = ' '.repeat(head.length);
  const [why, who] = [whyText(entry), whoText(entry)];
  return [
    ...hang(head, whatText(entry, timezone), width, (line) => paint(toneOf(entry), line)),
    ...(why === '' ? [] : hang(indent, why, width)),
    ...hang(indent, who, width, (line) => paint('dim', line)),
  ];
}

/** @example 'start refused (no-capacity), 4 times until Fri 21:05' */
function whatText(entry: Repeated, timezone: string): string {
  const { what, reason, snapshot, times, last, mode, region } = entry;
  const { time, weekday } = localClock(last, timezone);
  return [
    `${what}${reason === undefined ? '' : ` (${reason})`}`,
    ...(snapshot === undefined ? [] : [snapshot, region]),
    ...(mode === 'observe' ? ['mode observe'] : []),
    ...(times === 1 ? [] : [`${times} times until ${DAYS[weekday - 1]} ${time}`]),
  ].join(', ');
}

function whyText({ why, fault }: HistoryEntry): string {
  const said = fault && `${fault.name}: ${fault.message}`;
  return [why, said].filter((part) => part !== undefined).join('; ');
}

/** @example 'by anna with dormouse start', or 'start-clusters, rule developers, policy 1f2e3d4c5b6a, release 0.2.0' */
function whoText(entry: HistoryEntry): string {
  const { by, because, why = '', function: name, rule, policy, release } = entry;
  if (by !== undefined) {
    const isSaid = because === undefined || why.includes(because);
    return `by ${by} with ${name}${isSaid ? '' : `: ${because}`}`;
  }
  const named = Object.entries({ rule, policy: policy?.slice(0, 12), release });
  return [name, ...named.flatMap(([what, value]) => (value === undefined ? [] : `${what} ${value}`))].join(
    ', ',
  );
}

function toneOf({ event }: HistoryEntry): Tone {
  if (/ (Failed|Not Confirmed)$/.test(event) || event === 'Limit Breaker Tripped') return 'fault';
  if (event.endsWith(' Refused')) return 'refused';
  if (event.startsWith('Cluster Stop')) return 'stop';
  if (event.startsWith('Cluster Start')) return 'start';
  return event.startsWith('Snapshot') ? 'copy' : 'change';
}
