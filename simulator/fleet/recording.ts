/** The use of a real cluster over time, as runs of equal values: looked up in place, never written out. */
import { firstIndex } from './first-index.ts';

/** Consecutive runs of steps; `ends` are the numbers of the first steps after each run, ascending. */
export interface Runs<Value> {
  readonly ends: readonly number[];
  readonly values: readonly Value[];
}

export interface Recording {
  /** Milliseconds, as all times here. */
  readonly from: number;
  readonly until: number;
  readonly stepMs: number;
  /** By name: the greatest value of each step over all instances; of ServerlessDatabaseCapacity the average. */
  readonly metrics: ReadonlyMap<string, Runs<number>>;
  /** By the identifier of a serverless instance: its greatest capacity in each step. */
  readonly capacity: ReadonlyMap<string, Runs<number>>;
  /** The status of the real cluster; `?` where nothing shows it. */
  readonly status?: Runs<string> | undefined;
}

/** `unsent`: CloudWatch has no value there; `unknown`: nobody knows whether it has one. */
export type RecordedValue = number | 'unsent' | 'unknown';

/** A stretch of time [from, until) in ms with one value. */
export interface Stretch<Value> {
  readonly from: number;
  readonly until: number;
  readonly value: Value;
}

/** How runs of numbers hold what is no value. */
export const unsent = -1;
export const unknown = -2;

/** One run of values in `288x0 12x5 7.5 6x- 3x?`. */
const numberRun = /^(?:([1-9]\d*)x)?(\d+(?:\.\d+)?|-|\?)$/;
const statusRun = /^(?:([1-9]\d*)x)?([a-z_-]+|\?)$/;

/** The first run in a text that cannot be read; undefined: all can. */
export function badRun(text: string, kind: 'numbers' | 'statuses'): string | undefined {
  const pattern = kind === 'numbers' ? numberRun : statusRun;
  return text.split(' ').find((run) => !pattern.test(run));
}

/** Reads a text in which `badRun` finds nothing. */
export function parseRuns(text: string): Runs<number> {
  return read(text, (value) => (value === '-' ? unsent : value === '?' ? unknown : Number(value)));
}

/** The same for statuses: `288xavailable 12xstopped 6x?`. */
export function parseStatusRuns(text: string): Runs<string> {
  return read(text, (value) => value);
}

function read<Value>(text: string, toValue: (text: string) => Value): Runs<Value> {
  const ends: number[] = [];
  const values: Value[] = [];
  let end = 0;
  for (const run of text.split(' ')) {
    const at = run.indexOf('x');
    const isCounted = at > 0 && /^\d+$/.test(run.slice(0, at));
    end += isCounted ? Number(run.slice(0, at)) : 1;
    ends.push(end);
    values.push(toValue(isCounted ? run.slice(at + 1) : run));
  }
  return { ends, values };
}

/** The number of steps. */
export function lengthOf({ ends }: Runs<unknown>): number {
  return ends.at(-1) ?? 0;
}

/** The value of a metric at a time (ms); `unknown` outside the recording and where it has no such metric. */
export function recordedValue(
  recording: Recording,
  runs: Runs<number> | undefined,
  at: number,
): RecordedValue {
  return told(runs && valueAt(recording, runs, at));
}

/** The stretches of a metric's values that touch [from, until) in ms, in order; what is outside the recording has none. */
export function* stretches<Value>(
  { from: first, stepMs }: Recording,
  { ends, values }: Runs<Value>,
  from: number,
  until: number,
): Generator<Stretch<Value>> {
  for (let run = runAt(ends, Math.floor((from - first) / stepMs)); run < ends.length; run += 1) {
    const begin = first + (ends[run - 1] ?? 0) * stepMs;
    const value = values[run];
    if (begin >= until || value === undefined) return;
    yield { from: begin, until: first + (ends[run] ?? 0) * stepMs, value };
  }
}

/** The meaning of a value in runs of numbers. */
export function told(value: number | undefined): RecordedValue {
  if (value === undefined || value === unknown) return 'unknown';
  return value === unsent ? 'unsent' : value;
}

/** The status of the real cluster at a time (ms); undefined where it is unknown. */
export function recordedStatus(recording: Recording, at: number): Stretch<string> | undefined {
  if (recording.status === undefined || at < recording.from) return undefined;
  const [stretch] = stretches(recording, recording.status, at, at + 1);
  return stretch?.value === '?' ? undefined : stretch;
}

function valueAt<Value>({ from, stepMs }: Recording, { ends, values }: Runs<Value>, at: number) {
  const step = Math.floor((at - from) / stepMs);
  return step < 0 ? undefined : values[runAt(ends, step)];
}

/** The number of the run that a step is in; that of the first for steps before. */
function runAt(ends: readonly number[], step: number): number {
  return firstIndex(ends, (end) => end > step);
}
