import { MINUTE_MS } from '../../shared/policy/time/units.ts';
import { isServerless } from '../../simulator/rds/clusters/capacities.ts';
import type { Cluster } from '../../simulator/rds/clusters/cluster.ts';
import type { Mark, PowerState, StreamState } from '../../timeline/timeline.ts';
import type { Totals } from '../../timeline/totals.ts';
import type { Restart } from './restarts.ts';
import { hoursOf, type Segment } from './segments.ts';
import type { Wait } from './waits.ts';

/** Everything that is counted of one cluster. */
export interface Course {
  readonly cluster: Cluster;
  readonly segments: readonly Segment[];
  readonly waits: readonly Wait[];
  readonly restarts: readonly Restart[];
  readonly marks: readonly Mark[];
  readonly stream: readonly (readonly [minute: number, state: StreamState])[];
  readonly minutes: number;
  readonly streamRestarts: number;
}

/** Sums of one cluster, without money. */
export function countUp({
  cluster,
  segments,
  waits,
  restarts,
  marks,
  stream,
  minutes,
  streamRestarts,
}: Course): Totals {
  const hoursIn = (...states: readonly PowerState[]) =>
    total(segments, (segment) => (states.includes(segment.state) ? hoursOf(segment) : 0));
  const countOf = (kind: Mark['kind']) => marks.filter((mark) => mark.kind === kind).length;
  const late = waits.filter(({ isLate }) => isLate);
  const denied = waits.filter(({ isLate }) => !isLate);
  const { members } = cluster;
  const pausing = members.filter(isServerless).length;
  const pausedHours = total(segments, (segment) =>
    segment.units.length > 0 && segment.units.every((units) => units === 0) ? hoursOf(segment) : 0,
  );
  return {
    hoursUsed: hoursIn('used'),
    hoursIdle: hoursIn('idle'),
    hoursUp: hoursIn('up'),
    hoursStopped: hoursIn('stopped'),
    hoursPaused: hoursIn('paused'),
    hoursChanging: hoursIn('changing'),
    instanceHoursSaved: members.length * hoursIn('stopped') + pausing * pausedHours,
    capacityHours: total(segments, (segment) => hoursOf(segment) * total(segment.units, (units) => units)),
    starts: countOf('start'),
    stops: countOf('stop'),
    lateStarts: late.length,
    lateMinutes: total(late, minutesOf),
    deniedMinutes: total(denied, minutesOf),
    sevenDayRestarts: restarts.length,
    hoursWastedByRestarts: total(restarts, ({ idleHours }) => idleHours),
    snapshots: countOf('snapshot'),
    copies: countOf('copy'),
    deletes: countOf('delete-snapshot'),
    streamGapMinutes: total(stream, ([minute, state], index) =>
      state === 'missing' ? (stream[index + 1]?.[0] ?? minutes) - minute : 0,
    ),
    streamRestarts,
  };
}

/** Minutes that somebody waited. */
export function minutesOf({ from, until }: Wait): number {
  return (until - from) / MINUTE_MS;
}

function total<T>(items: readonly T[], of: (item: T, index: number) => number): number {
  return items.reduce((sum, item, index) => sum + of(item, index), 0);
}
