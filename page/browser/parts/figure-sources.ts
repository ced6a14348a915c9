import type { RecoverySum } from '../../../timeline/recovery.ts';
import type { Timeline } from '../../../timeline/timeline.ts';
import type { Money } from '../../../timeline/totals.ts';
import { age, count, duration, hours, money, number, percent } from '../data/format.ts';
import type { Sums } from '../data/sums.ts';

/** Where a figure comes from. */
export interface Source {
  readonly title: string;
  readonly of: (sums: Sums) => number;
  readonly show: (value: number, sums: Sums) => string;
  readonly note: (sums: Sums) => string;
  readonly tone?: 'good' | 'bad';
  /** Kinds of timelines that show it even when it is 0, because they would know of more. */
  readonly always?: readonly Timeline['kind'][];
}

/** The figures of the page, those that matter first. */
export const sources: readonly Source[] = [
  {
    title: 'Stopped or paused',
    of: ({ hoursStopped, hoursPaused }) => hoursStopped + hoursPaused,
    show: hours,
    note: (sums) => `${percent(sums.hoursStopped + sums.hoursPaused, sums.hoursInAll)} of all cluster hours`,
    tone: 'good',
    always: ['day', 'simulation', 'forecast', 'report'],
  },
  {
    title: 'Saved',
    of: ({ money }) => money?.saved ?? 0,
    show: money,
    note: ({ money: amounts }) => (amounts ? savedNote(amounts) : ''),
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
    note: (sums) => `${percent(sums.hoursIdle, sums.hoursInAll)} of all cluster hours`,
  },
  {
    title: 'In use',
    of: ({ hoursUsed }) => hoursUsed,
    show: hours,
    note: (sums) => `${percent(sums.hoursUsed, sums.hoursInAll)} of all cluster hours`,
  },
  {
    title: 'Up, use unknown',
    of: ({ hoursUp }) => hoursUp,
    show: hours,
    note: () => 'nothing says whether somebody used it',
  },
  {
    title: 'Depends on use',
    of: ({ hoursMaybe }) => hoursMaybe,
    show: hours,
    note: (sums) => `${percent(sums.hoursMaybe, sums.hoursInAll)} of all cluster hours`,
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
    note: ({ hoursWastedByRestarts }) =>
      hoursWastedByRestarts > 0 ? `${hours(hoursWastedByRestarts)} up for nothing` : 'by AWS',
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
    title: 'Oldest backup',
    of: ({ recoveryAtHome }) => recoveryAtHome?.worstHours ?? 0,
    show: age,
    note: ({ recoveryAtHome }) =>
      `the newest in its own Region, at worst; ${age(recoveryAtHome?.meanHours ?? 0)} on average`,
  },
  {
    title: 'Oldest copy',
    of: ({ recoveryAway }) => (recoveryAway ? recoveryAway.worstHours + recoveryAway.hoursWithout : 0),
    show: (_, { recoveryAway }) => (recoveryAway?.hoursWith ? age(recoveryAway.worstHours) : 'none'),
    note: ({ recoveryAway }) => (recoveryAway ? awayNote(recoveryAway) : ''),
  },
  {
    title: 'Manual snapshots',
    of: ({ quota }) => quota?.peak ?? 0,
    show: (_, { quota }) => (quota ? `${number(quota.peak)} of ${number(quota.quota)}` : ''),
    note: ({ quota }) =>
      quota
        ? `at most, in ${quota.account} ${quota.region}${quota.hoursFull > 0 ? `; full for ${hours(quota.hoursFull)}` : ''}`
        : '',
  },
  {
    title: 'Activity streams',
    of: ({ streamGapMinutes, streamRestarts }) => streamGapMinutes + streamRestarts,
    show: (_, { streamGapMinutes, streamRestarts }) =>
      streamGapMinutes > 0 ? duration(streamGapMinutes) : count(streamRestarts, 'restart'),
    note: ({ streamGapMinutes, streamRestarts }) =>
      streamGapMinutes > 0
        ? `missing while clusters ran; ${count(streamRestarts, 'restart')} by changes of streams`
        : 'by changes of streams',
  },
  {
    title: 'Capacity hours',
    of: ({ capacityHours }) => capacityHours,
    show: number,
    note: () => 'ACU, NCU or DCU hours',
  },
];

function awayNote({ meanHours, hoursWithout, hoursOver }: RecoverySum): string {
  return [
    `the newest in another Region, at worst; ${age(meanHours)} on average`,
    ...(hoursWithout > 0 ? [`missing for ${hours(hoursWithout)}`] : []),
    ...(hoursOver > 0 ? [`over recoveryPointMaxAge for ${hours(hoursOver)}`] : []),
  ].join('; ');
}

function savedNote({ with: bill, without, committed, known, of }: Money): string {
  const parts = [
    `${money(bill)} in place of ${money(without)}`,
    ...(committed > 0 ? [`${money(committed)} are committed anyway`] : []),
    ...(known < of ? [`prices and sizes known of ${known} of ${count(of, 'cluster')}`] : []),
  ];
  return parts.join('; ');
}
