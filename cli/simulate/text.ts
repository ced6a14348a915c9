import { formatWhen } from '../../shared/policy/time/when.ts';
import { hoursOf } from '../../timeline/sum.ts';
import type { Timeline } from '../../timeline/timeline.ts';
import type { Totals } from '../../timeline/totals.ts';
import { hours, usd, whole } from '../output/figures.ts';
import { rowsWithin, wrap } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';
import { quotaSentences, recoverySentences } from './snapshots-text.ts';

interface Look {
  readonly paint: Paint;
  readonly width?: number;
}

/** A simulation for people: the figures that matter first, then by rule, then what has to be known to read them. */
export function timelineText(timeline: Timeline, files: readonly string[], { paint, width }: Look): string {
  const { policy, fleet, clusters, from, to, timezone, totals, rules, notes, snapshotQuotas } = timeline;
  const room = width ?? Number.POSITIVE_INFINITY;
  const when = (text: string) => formatWhen(Date.parse(text), { timezone, now: Date.parse(from) });
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  const rows = rules.map(({ rule, clusters: count, totals: own }) => [
    rule,
    counted(count, 'cluster'),
    `${hours(own.hoursStopped)} stopped`,
    `${hours(own.hoursUsed)} used`,
    `${hours(own.hoursIdle)} idle`,
    own.lateStarts > 0 ? `${counted(own.lateStarts, 'late start')}` : '',
    own.deniedMinutes > 0 ? `${duration(own.deniedMinutes)} denied` : '',
  ]);
  return [
    ...wrap(
      `${policy} on ${fleet}, ${counted(clusters.length, 'cluster')}, ${counted(days, 'day')}`,
      room,
    ).map((line) => paint('heading', line)),
    paint('dim', `${when(from)} to ${when(to)} ${timezone}, simulated`),
    '',
    ...[...sentencesOf(totals), ...recoverySentences(totals), ...quotaSentences(snapshotQuotas)].flatMap(
      (sentence) => wrap(sentence, room),
    ),
    '',
    ...(rows.length > 0
      ? [paint('heading', 'By rule of power'), ...rowsWithin(rows, room, '  ').flat(), '']
      : []),
    ...notes.flatMap((note) => wrap(note, room).map((line) => paint('dim', line))),
    ...files.map((file) => `Written: ${file}`),
    '',
  ].join('\n');
}

function sentencesOf(totals: Totals): string[] {
  const { hoursUsed, hoursIdle, hoursUp, hoursStopped, hoursPaused, hoursChanging } = totals;
  const all = hoursOf(totals);
  return [
    ...moneyText(totals),
    `Of ${hours(all)} of clusters: ${share(hoursUsed, all)} up in use, ${share(hoursIdle, all)} up and idle, ${
      hoursUp > 0 ? `${share(hoursUp, all)} up and not known, ` : ''
    }${share(hoursStopped, all)} stopped, ${share(hoursPaused, all)} paused, ${share(hoursChanging, all)} on the way.`,
    `${hours(totals.instanceHoursSaved)} of instances were not billed.`,
    `${counted(totals.starts, 'start')} and ${counted(totals.stops, 'stop')} by Dormouse; ${counted(
      totals.lateStarts,
      'time',
    )} somebody came before the cluster was up and waited ${duration(totals.lateMinutes)} in all; use of ${duration(
      totals.deniedMinutes,
    )} met a stopped cluster that did not come up while it lasted.`,
    ...(totals.sevenDayRestarts > 0
      ? [
          `${counted(totals.sevenDayRestarts, 'restart')} by AWS after seven days, ${hours(
            totals.hoursWastedByRestarts,
          )} idle because of them.`,
        ]
      : []),
    `${counted(totals.snapshots, 'snapshot')} taken, ${counted(totals.copies, 'copy', 'copies')} made, ${totals.deletes} deleted.`,
    ...(totals.streamGapMinutes > 0 || totals.streamRestarts > 0
      ? [
          `Activity streams were missing for ${duration(totals.streamGapMinutes)} while clusters ran, and caused ${counted(
            totals.streamRestarts,
            'restart',
          )}.`,
        ]
      : []),
    ...(totals.capacityHours > 0 ? [`${whole(totals.capacityHours)} ACU, NCU or DCU hours.`] : []),
  ];
}

function moneyText({ money }: Totals): string[] {
  if (money === undefined) return [];
  const { known, of, saved, without, committed, snapshots, earlierSnapshots, dormouse = 0 } = money;
  const partly =
    known < of ? ` of ${known} of ${of} clusters; the prices or sizes of the others are not all known` : '';
  return [
    `${usd(saved)} saved${partly}: ${usd(without)} if they were always up, ${usd(money.with)} with Dormouse (${usd(
      snapshots,
    )} for its snapshots and copies${earlierSnapshots > 0 ? `, ${usd(earlierSnapshots)} for earlier ones` : ''}), ${usd(committed)} committed anyway, ${usd(dormouse)} for Dormouse itself.`,
  ];
}

function share(part: number, all: number): string {
  return all === 0 ? '0 %' : `${Math.round((100 * part) / all)} %`;
}

function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`;
}

function duration(minutes: number): string {
  return minutes < 120 ? `${Math.round(minutes)} min` : hours(minutes / 60);
}
