import type { Mark, PowerState } from '../../timeline/timeline.ts';
import type { Totals } from '../../timeline/totals.ts';
import type { Track } from '../day/timeline.ts';

/** How long a cluster was up and idle because AWS had started it after seven days, until its next stop. */
function wastedMinutes(power: readonly PowerState[], marks: readonly Mark[], stepMinutes: number): number {
  const isRestarted = (minute: number): boolean =>
    marks.findLast((mark) => mark.minute <= minute && ENDS_OR_BEGINS.has(mark.kind))?.kind ===
    'seven-day-restart';
  return (
    power.filter((state, tick) => state === 'idle' && isRestarted(tick * stepMinutes)).length * stepMinutes
  );
}

const ENDS_OR_BEGINS: ReadonlySet<Mark['kind']> = new Set(['seven-day-restart', 'start', 'stop']);

/** The sums of one cluster. */
export function trackTotals(
  { instances, streaming, capacities, restarts = 0 }: Track,
  power: readonly PowerState[],
  marks: readonly Mark[],
  stepMinutes: number,
): Totals {
  const minutesIn = <T>(states: readonly T[], one: T): number =>
    states.filter((state) => state === one).length * stepMinutes;
  const hours = (one: PowerState): number => minutesIn(power, one) / 60;
  const count = (kind: Mark['kind']): number => marks.filter((mark) => mark.kind === kind).length;
  const minutes = (kind: Mark['kind']): number =>
    marks.reduce((sum, mark) => sum + (mark.kind === kind ? (mark.minutes ?? 0) : 0), 0);
  return {
    hoursUsed: hours('used'),
    hoursIdle: hours('idle'),
    hoursUp: hours('up'),
    hoursStopped: hours('stopped'),
    hoursPaused: hours('paused'),
    hoursChanging: hours('changing'),
    instanceHoursSaved: (hours('stopped') + hours('paused')) * instances,
    capacityHours: capacities.reduce((sum, { units }) => sum + (units * stepMinutes) / 60, 0),
    starts: count('start'),
    stops: count('stop'),
    lateStarts: count('late-start'),
    lateMinutes: minutes('late-start'),
    deniedMinutes: minutes('denied'),
    sevenDayRestarts: count('seven-day-restart'),
    hoursWastedByRestarts: wastedMinutes(power, marks, stepMinutes) / 60,
    snapshots: count('snapshot'),
    copies: count('copy'),
    deletes: count('delete-snapshot'),
    streamGapMinutes: minutesIn(streaming, 'missing'),
    streamRestarts: restarts,
  };
}
