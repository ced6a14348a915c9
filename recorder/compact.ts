import { unknown, unsent } from '../simulator/fleet/recording.ts';

/** How the values of a metric may be simplified without changing what they prove. */
export interface Shape {
  /** A value above this is use: no value changes its side. */
  readonly busyAbove: number;
  /** AWS sends it for as long as the cluster runs, so that a gap counts. */
  readonly steady: boolean;
  /** The value that a run of unequal values is written as. `most` never says less than there was. */
  readonly as: 'most' | 'mean';
}

/** From exact to coarse: values that differ by up to this share are one run, in buckets of so many steps. */
const levels = [
  { share: 0, steps: 1 },
  { share: 0.1, steps: 1 },
  { share: 0.25, steps: 1 },
  { share: 0.25, steps: 5 },
  { share: 0.25, steps: 15 },
  { share: 0.5, steps: 15 },
  { share: 1, steps: 15 },
  { share: 0.5, steps: 60 },
  { share: 1, steps: 60 },
  { share: 1, steps: 240 },
  { share: 1, steps: 1_440 },
];

/**
 * Values by step as runs, exact if they fit into `room` characters and else as coarse as needed. What is unknown or was
 * not sent stays so; a bucket of several steps is unknown if one of them is.
 *
 * @example
 * compact([0, 0, 0, 5], shape, 100) // '3x0 5'
 */
export function compact(values: ArrayLike<number>, shape: Shape, room: number): string {
  let text = '';
  for (const { share, steps } of levels) {
    text = formatRuns(toRuns(steps === 1 ? values : inBuckets(values, shape, steps), shape, share));
    if (text.length <= room) return text;
  }
  return text;
}

/** How many steps, and the value of them all. */
type Run = readonly [count: number, value: number];

function formatRuns(runs: readonly Run[]): string {
  return runs
    .map(([count, value]) => (count === 1 ? formatValue(value) : `${count}x${formatValue(value)}`))
    .join(' ');
}

function formatValue(value: number): string {
  if (value === unknown) return '?';
  return value === unsent ? '-' : String(value);
}

function toRuns(values: ArrayLike<number>, shape: Shape, share: number): Run[] {
  const runs: Run[] = [];
  let from = 0;
  let low = 0;
  let high = 0;
  let sum = 0;
  const close = (until: number) => {
    if (until === from) return;
    const count = until - from;
    const isGap = high < 0;
    const value = isGap ? high : rounded(shape.as === 'most' ? high : sum / count, shape);
    const last = runs.at(-1);
    if (last?.[1] === value) runs[runs.length - 1] = [last[0] + count, value];
    else runs.push([count, value]);
  };
  for (let step = 0; step < values.length; step += 1) {
    const value = values[step] ?? unknown;
    if (step === from || !joins(value, low, high, shape, share)) {
      close(step);
      from = step;
      low = value;
      high = value;
      sum = 0;
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
  }
  close(values.length);
  return runs;
}

function joins(value: number, low: number, high: number, { busyAbove }: Shape, share: number): boolean {
  if (value < 0 || high < 0) return value === high;
  if (value > busyAbove !== high > busyAbove) return false;
  return Math.max(high, value) - Math.min(low, value) <= share * Math.max(high, value);
}

/** Up to hundredths, never to the other side. */
function rounded(value: number, { busyAbove, as }: Shape): number {
  const hundredths = as === 'most' ? Math.ceil(value * 100 - 1e-6) / 100 : Math.round(value * 100) / 100;
  return hundredths > busyAbove === value > busyAbove ? hundredths : value;
}

function inBuckets(values: ArrayLike<number>, shape: Shape, steps: number): Float64Array {
  const merged = new Float64Array(values.length);
  for (let from = 0; from < values.length; from += steps) {
    const until = Math.min(from + steps, values.length);
    merged.fill(bucketValue(values, from, until, shape), from, until);
  }
  return merged;
}

function bucketValue(values: ArrayLike<number>, from: number, until: number, shape: Shape): number {
  let most = -1;
  let sum = 0;
  let count = 0;
  let gaps = 0;
  for (let step = from; step < until; step += 1) {
    const value = values[step] ?? unknown;
    if (value === unknown) return unknown;
    if (value === unsent) gaps += 1;
    else {
      most = Math.max(most, value);
      sum += value;
      count += 1;
    }
  }
  // Use shows whatever else is missing; the lack of it does not.
  if (count === 0 || (shape.steady && gaps > 0 && most <= shape.busyAbove)) return unsent;
  return shape.as === 'most' ? most : sum / count;
}

/** The same runs in steps that are `factor` times shorter. */
export function inShorterSteps(text: string, factor: number): string {
  return text
    .split(' ')
    .map((run) => {
      const [, count = '1', value = run] = /^(\d+)x(.*)$/.exec(run) ?? [];
      return `${Number(count) * factor}x${value}`;
    })
    .join(' ');
}
