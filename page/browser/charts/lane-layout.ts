import type { ClusterTimeline } from '../../../timeline/timeline.ts';
import type { Row } from '../data/rows.ts';

type Lanes = Pick<ClusterTimeline, 'stream' | 'capacity'>;

/** A strip of a row, in CSS pixels from its top. */
export interface Strip {
  readonly top: number;
  readonly height: number;
}

/** Where the parts of one course lie. */
export interface CourseLayout {
  readonly marks: Strip;
  readonly power: Strip;
  readonly stream?: Strip;
  readonly capacity?: Strip;
}

export interface RowLayout {
  readonly now: CourseLayout;
  readonly old?: CourseLayout;
  /** Of a comparison: where the two differ. */
  readonly difference?: Strip;
  readonly height: number;
}

const MARKS = 10;
const POWER = 15;
const STREAM = 5;
const CAPACITY = 18;
const DIFFERENCE = 4;
const GAP = 2;

/** A row is as high as what it has to show. */
export function layoutOf({ cluster, old }: Row): RowLayout {
  let top = GAP;
  const strip = (height: number): Strip => {
    const one = { top, height };
    top += height + GAP;
    return one;
  };
  const course = ({ stream, capacity }: Lanes): CourseLayout => ({
    marks: strip(MARKS - GAP),
    power: strip(POWER),
    ...(stream && { stream: strip(STREAM) }),
    ...(capacity && { capacity: strip(CAPACITY) }),
  });
  if (old === undefined) return { now: course(cluster), height: top + GAP };
  const layout = {
    old: course(withoutSame(old, cluster)),
    difference: strip(DIFFERENCE),
    now: course(cluster),
  };
  return { ...layout, height: top + GAP };
}

/** Streams and capacities that did not change are drawn once. */
function withoutSame({ stream, capacity }: ClusterTimeline, now: ClusterTimeline): Lanes {
  const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return {
    ...(stream && !isSame(stream, now.stream) && { stream }),
    ...(capacity && !isSame(capacity, now.capacity) && { capacity }),
  };
}

/**
 * The range of a scale whose values from 0 to `max` lie in a strip of a chart that is `height` high.
 *
 * @example
 * rangeOf({ top: 10, height: 10 }, 40, 1) // [-2, 2]
 */
export function rangeOf(strip: Strip, height: number, max: number): [number, number] {
  const unit = max / strip.height;
  return [-(height - strip.top - strip.height) * unit, (strip.top + strip.height) * unit];
}
