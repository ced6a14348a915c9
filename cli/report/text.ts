import type { LocalTime } from '../../shared/policy/time/local-time.ts';
import { formatWhen } from '../../shared/policy/time/when.ts';
import type { FoundReadiness } from '../survey/restore-readiness.ts';
import { supportLines } from '../survey/support-lines.ts';
import { count, rowsWithin, wrap } from '../terminal/columns.ts';
import type { Paint, Tone } from '../terminal/paint.ts';
import type { Doer, Entry } from './entries.ts';
import type { Told } from './read.ts';
import { readinessLines } from './readiness.ts';
import { restlessLines } from './restless.ts';
import { unprovenLines } from './unproven-lines.ts';

interface Look {
  readonly paint: Paint;
  readonly width?: number;
}

const doers: Readonly<Record<Doer, string>> = {
  dormouse: 'Dormouse',
  person: 'a person',
  aws: 'AWS',
  unknown: 'not recorded',
};

/** The limits of what events and tags show. */
export const EVENTS_NOTE =
  'A tag holds the last action only, and RDS may lose an event: what is "not recorded" was done by Dormouse before that, or by somebody else. Deleted snapshots leave no trace here; events on the bus do.';

/** An account and Region of which the report shows nothing. */
export function missingText({ account, region, fault }: Told['unread'][number]): string {
  return `${account} ${region} could not be read: ${fault.name}: ${fault.message}`;
}

/** The report for people, by account and Region, in the time zone of the policy. Ends with a line feed. */
export function reportText(
  {
    entries,
    unread,
    clusters,
    restless,
    unproven,
    support,
    readiness,
  }: Told & { readonly readiness?: FoundReadiness },
  local: LocalTime,
  since: string,
  { paint, width = Number.POSITIVE_INFINITY }: Look,
): string {
  const places = Map.groupBy(entries, ({ account, region }) => `${account}  ${region}`);
  const blocks = [...places]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, own]) => [
      paint('heading', place),
      ...rowsWithin(
        own.map((entry) => [
          `  ${formatWhen(entry.at, local)}`,
          entry.cluster,
          paint(toneOf(entry.what), entry.what),
          paint('dim', whyText(entry)),
        ]),
        width,
        '    ',
      ).flat(),
    ]);
  const missing = unread.flatMap((one) =>
    wrap(`✗ ${missingText(one)}`, width).map((line) => paint('fault', line)),
  );
  const up = restlessLines(restless, local, paint, width);
  const stale = unprovenLines(unproven, paint, width);
  const ends = supportLines(support, paint, width);
  const changed = new Set(entries.map(({ account, region, cluster }) => `${account} ${region} ${cluster}`))
    .size;
  const unready = readiness === undefined ? [] : readinessLines(readiness, { paint, width });
  const total = `Report: ${count(entries.length, 'change')} of ${changed} of ${count(clusters.length, 'cluster')} since ${since}; times of ${local.timezone}.`;
  const notes = entries.length === 0 ? '' : EVENTS_NOTE;
  return `${[
    ...blocks,
    ...(missing.length > 0 ? [missing] : []),
    ...(up.length > 0 ? [up] : []),
    ...(stale.length > 0 ? [stale] : []),
    ...(ends.length > 0 ? [ends] : []),
    ...(unready.length > 0 ? [unready] : []),
    [...wrap(paint('heading', total), width), ...(notes === '' ? [] : wrap(notes, Math.min(width, 100)))],
  ]
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** @example 'Dormouse, rule developers: outside mon-fri 07:30-19:00 since Fri 19:00' */
function whyText({ by, rule, why, snapshot }: Entry): string {
  const who = `${doers[by]}${rule === undefined ? '' : `, rule ${rule}`}`;
  const said = [snapshot, why].filter((part) => part !== undefined).join(', ');
  return said === '' ? who : `${who}: ${said}`;
}

function toneOf(what: string): Tone {
  if (what.includes('refused')) return 'fault';
  if (what.includes('stop')) return 'stop';
  return what.includes('start') ? 'start' : 'change';
}
