import { html, type TemplateResult } from 'lit-html';
import { hoursOf } from '../../../timeline/sum.ts';
import type { Timeline } from '../../../timeline/timeline.ts';
import type { Totals } from '../../../timeline/totals.ts';
import { count, duration, hours, money, number, percent } from '../data/format.ts';

interface Figure {
  readonly title: string;
  readonly value: string;
  readonly old?: string;
  readonly note: string;
  readonly tone?: 'good' | 'bad';
}

interface Source {
  readonly title: string;
  readonly of: (totals: Totals) => number;
  readonly show: (value: number) => string;
  readonly note: (totals: Totals) => string;
  readonly tone?: 'good' | 'bad';
  /** Kinds of timelines that show it even when it is 0, because they would know of more. */
  readonly always?: readonly Timeline['kind'][];
}

const sources: readonly Source[] = [
  {
    title: 'Stopped or paused',
    of: ({ hoursStopped, hoursPaused }) => hoursStopped + hoursPaused,
    show: hours,
    note: (totals) =>
      `${percent(totals.hoursStopped + totals.hoursPaused, hoursOf(totals))} of all cluster hours`,
    tone: 'good',
    always: ['day', 'simulation', 'forecast', 'report'],
  },
  {
    title: 'Saved',
    of: ({ money }) => money?.saved ?? 0,
    show: money,
    note: ({ money: sums }) => (sums ? savedNote(sums) : ''),
    tone: 'good',
  },
  {
    title: 'Instance hours saved',
    of: ({ instanceHoursSaved }) => instanceHoursSaved,
    show: hours,
    note: () => 'for which no instance was billed',
    tone: 'good',
  },
  {
    title: 'Late starts',
    of: ({ lateStarts }) => lateStarts,
    show: number,
    note: ({ lateMinutes, deniedMinutes }) =>
      `${duration(lateMinutes)} waited, ${duration(deniedMinutes)} of use denied`,
    tone: 'bad',
    always: ['simulation'],
  },
  {
    title: 'Up, idle',
    of: ({ hoursIdle }) => hoursIdle,
    show: hours,
    note: (totals) => `${percent(totals.hoursIdle, hoursOf(totals))} of all cluster hours`,
  },
  {
    title: 'In use',
    of: ({ hoursUsed }) => hoursUsed,
    show: hours,
    note: (totals) => `${percent(totals.hoursUsed, hoursOf(totals))} of all cluster hours`,
  },
  {
    title: 'Up',
    of: ({ hoursUp }) => hoursUp,
    show: hours,
    note: () => 'whether somebody used it is not known',
  },
  {
    title: 'Stops and starts',
    of: ({ stops, starts }) => stops + starts,
    show: number,
    note: ({ stops, starts }) => `${count(stops, 'stop')}, ${count(starts, 'start')}`,
  },
  {
    title: 'Seven-day restarts',
    of: ({ sevenDayRestarts }) => sevenDayRestarts,
    show: number,
    note: ({ hoursWastedByRestarts }) => `${hours(hoursWastedByRestarts)} up for nothing`,
    tone: 'bad',
  },
  {
    title: 'Snapshots',
    of: ({ snapshots, copies, deletes }) => snapshots + copies + deletes,
    show: number,
    note: ({ snapshots, copies, deletes }) =>
      `${number(snapshots)} taken, ${number(copies)} copied, ${number(deletes)} deleted`,
  },
  {
    title: 'Activity stream gaps',
    of: ({ streamGapMinutes, streamRestarts }) => streamGapMinutes + streamRestarts,
    show: () => '',
    note: ({ streamRestarts }) => `${count(streamRestarts, 'restart')} by changes of streams`,
  },
  {
    title: 'Capacity hours',
    of: ({ capacityHours }) => capacityHours,
    show: number,
    note: () => 'ACU, NCU or DCU hours',
  },
];

function savedNote({ with: bill, without, committed, known, of }: NonNullable<Totals['money']>): string {
  const parts = [
    `${money(bill)} in place of ${money(without)}`,
    ...(committed > 0 ? [`${money(committed)} are committed anyway`] : []),
    ...(known < of ? [`prices known of ${known} of ${count(of, 'cluster')}`] : []),
  ];
  return parts.join('; ');
}

/** The figures of some clusters; of a comparison with the figure before. */
export function figures(totals: Totals, old: Totals | undefined, kind: Timeline['kind']): TemplateResult {
  return html`<dl class="figures">${figuresOf(totals, old, kind).map(
    ({ title, value, old: before, note, tone = '' }) => html`
      <div class=${`figure ${tone}`}>
        <dt>${title}</dt>
        <dd class="value">${value}</dd>
        ${before === undefined || before === value ? '' : html`<dd class="before">was ${before}</dd>`}
        <dd class="note">${note}</dd>
      </div>`,
  )}</dl>`;
}

function figuresOf(totals: Totals, old: Totals | undefined, kind: Timeline['kind']): Figure[] {
  return sources.flatMap((source) => {
    const { title, of, note } = source;
    const [now, before] = [of(totals), old && of(old)];
    if (now === 0 && (before ?? 0) === 0 && source.always?.includes(kind) !== true) return [];
    const isGaps = title === 'Activity stream gaps';
    const show = (one: Totals): string => (isGaps ? duration(one.streamGapMinutes) : source.show(of(one)));
    const tone = now > 0 ? source.tone : undefined;
    return [
      {
        title,
        value: show(totals),
        note: note(totals),
        ...(old && { old: show(old) }),
        ...(tone && { tone }),
      },
    ];
  });
}
