import type { ClusterTimeline, Lane, Mark } from '../../../timeline/timeline.ts';

/** A stretch of a lane in which its value stays. */
export interface Stretch<T> {
  readonly value: T;
  readonly from: number;
  readonly to: number;
}

/** The stretch that a minute lies in. */
export function stretchAt<T>(lane: Lane<T>, minute: number, end: number): Stretch<T> | undefined {
  let [low, high] = [0, lane.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lane[middle]?.[0] ?? 0) <= minute) low = middle + 1;
    else high = middle;
  }
  const found = lane[low - 1];
  return found && { value: found[1], from: found[0], to: lane[low]?.[0] ?? end };
}

/** The marks within some minutes of one minute, nearest first. */
export function marksNear({ marks }: ClusterTimeline, minute: number, within: number): Mark[] {
  const distance = (mark: Mark): number =>
    Math.max(0, mark.minute - minute, minute - mark.minute - (mark.minutes ?? 0));
  return marks.filter((mark) => distance(mark) <= within).sort((a, b) => distance(a) - distance(b));
}

const POWER_MARKS: ReadonlySet<Mark['kind']> = new Set([
  'stop',
  'start',
  'seven-day-restart',
  'failed',
  'by-hand',
]);

/** The act that brought about what is at a minute: the last one on its power so far. */
export function causeAt({ marks }: ClusterTimeline, minute: number): Mark | undefined {
  return marks.findLast((mark) => mark.minute <= minute && POWER_MARKS.has(mark.kind));
}

/** All minutes at which something changes or happens, in order: the stops of the arrow keys. */
export function eventMinutes({ power, stream = [], capacity = [], marks }: ClusterTimeline): number[] {
  const minutes = [...power, ...stream, ...capacity].map(([minute]) => minute);
  return [...new Set([...minutes, ...marks.map(({ minute }) => minute)])].sort((a, b) => a - b);
}
