import { createHash } from 'node:crypto';
import ical, { ICalEventTransparency } from 'ical-generator';
import { MINUTE_MS } from '../../shared/policy/time/units.ts';
import type { Mark, PowerState, Timeline } from '../../timeline/timeline.ts';
import { type Group, groupsOf } from './groups.ts';

/** How long something without a length of its own shows in a calendar. */
const SHOWN_MS = 15 * MINUTE_MS;

const states: Readonly<Partial<Record<PowerState, string>>> = {
  stopped: 'stopped',
  maybe: 'up or stopped, by use',
};

const kinds: Readonly<Partial<Record<Mark['kind'], string>>> = {
  start: 'starts',
  'seven-day-restart': 'seven-day restart by AWS',
  snapshot: 'snapshot',
  'start-stream': 'activity stream starts',
  'stop-stream': 'activity stream stops',
  capacity: 'capacity',
  maintenance: 'maintenance',
  expires: 'end of',
};

/**
 * A forecast as an iCalendar: when clusters are stopped, when that depends on use, and what else the clock brings. Written
 * again from the same time, its events have the same UIDs.
 * https://www.rfc-editor.org/rfc/rfc5545
 */
export function icsOf(timeline: Timeline): string {
  const from = Date.parse(timeline.from);
  const stamp = new Date(from);
  const calendar = ical({ name: 'Dormouse', prodId: { company: 'Dormouse', product: 'forecast' } });
  for (const group of groupsOf(timeline)) {
    for (const { start, end, what } of [...statesOf(group, timeline), ...marksOf(group, timeline)]) {
      const summary = `${nameOf(group)}: ${what}`;
      calendar.createEvent({
        id: createHash('sha256')
          .update(`${idsOf(group)} ${start} ${what}`)
          .digest('hex')
          .slice(0, 32),
        stamp,
        start: new Date(from + start * MINUTE_MS),
        end: new Date(from + end * MINUTE_MS),
        summary,
        description: `${idsOf(group)}\nrule: ${group.rule ?? 'none'}`,
        transparency: ICalEventTransparency.TRANSPARENT,
      });
    }
  }
  return calendar.toString();
}

interface Entry {
  /** Minutes of the forecast. */
  readonly start: number;
  readonly end: number;
  readonly what: string;
}

function statesOf({ first: { power } }: Group, { from, to }: Timeline): Entry[] {
  const last = (Date.parse(to) - Date.parse(from)) / MINUTE_MS;
  return power.flatMap(([start, state], index) => {
    const what = states[state];
    return what === undefined ? [] : [{ start, end: power[index + 1]?.[0] ?? last, what }];
  });
}

function marksOf({ first: { marks } }: Group, { texts }: Timeline): Entry[] {
  return marks.flatMap(({ kind, minute, maybe, text }) => {
    const what = kinds[kind];
    if (what === undefined) return [];
    const said = text === undefined ? '' : ` (${texts[text]})`;
    return [
      { start: minute, end: minute + SHOWN_MS / MINUTE_MS, what: `${maybe ? 'maybe ' : ''}${what}${said}` },
    ];
  });
}

function nameOf({ clusters, first }: Group): string {
  return clusters.length === 1 ? first.id : `${first.id} and ${clusters.length - 1} more`;
}

function idsOf({ clusters }: Group): string {
  return clusters.map(({ arn }) => arn).join('\n');
}
