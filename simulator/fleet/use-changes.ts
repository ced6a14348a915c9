import { oncePerThing } from '../../shared/once.ts';
import { firstIndex } from './first-index.ts';
import type { Use } from './fleet.ts';
import type { Recording } from './recording.ts';
import { isRecording, loadAt, possibleTurns } from './use.ts';

const weekMs = 7 * 86_400_000;

/** Changes by the number of the week since 1970. */
type Weeks = Map<number, readonly number[]>;

/** Uses with the same lines have the same changes, so they are looked for once. */
const byLines = new Map<string, Weeks>();
const byUse = new WeakMap<object, Weeks>();

/** All times in (from, until] in ms at which the load of a use changes, in any of its metrics, in order. */
export function* useChanges(use: Use, from: number, until: number): Generator<number> {
  if (use === 'missing' || (!isRecording(use) && use.length === 0)) return;
  if (isRecording(use)) {
    yield* timesIn(recordedChanges(use), from, until);
    return;
  }
  const weeks = weeksOf(use);
  for (let week = Math.floor(from / weekMs); week * weekMs < until; week += 1) {
    const times = weeks.get(week) ?? changesInWeek(use, week);
    weeks.set(week, times);
    yield* timesIn(times, from, until);
  }
}

/** Says which recorded values make no difference: those of one kind. `unsent` and `unknown` are values, too. */
export interface Kinds {
  /** Two with the same name are the same. */
  readonly name: string;
  of(metric: string, value: number): string | number;
}

const byKind = new WeakMap<Recording, Map<string, readonly number[]>>();

/** The changes of a use; of a recording only those from one kind of value to another. */
export function* kindChanges(use: Use, from: number, until: number, kinds: Kinds): Generator<number> {
  if (!isRecording(use)) {
    yield* useChanges(use, from, until);
    return;
  }
  const known = byKind.get(use) ?? new Map<string, readonly number[]>();
  byKind.set(use, known);
  const times = known.get(kinds.name) ?? changesOfKind(use, kinds);
  known.set(kinds.name, times);
  yield* timesIn(times, from, until);
}

function changesOfKind({ from, until, stepMs, metrics }: Recording, kinds: Kinds): readonly number[] {
  const times = new Set([from, until]);
  for (const [metric, { ends, values }] of metrics) {
    let before: string | number | undefined;
    for (const [run, value] of values.entries()) {
      const kind = kinds.of(metric, value);
      if (kind !== before) times.add(from + (ends[run - 1] ?? 0) * stepMs);
      before = kind;
    }
  }
  return [...times].sort((a, b) => a - b);
}

function* timesIn(times: readonly number[], from: number, until: number): Generator<number> {
  for (let index = firstIndex(times, (at) => at > from); index < times.length; index += 1) {
    const at = times[index] ?? 0;
    if (at > until) return;
    yield at;
  }
}

function weeksOf(use: Exclude<Use, 'missing' | Recording>): Weeks {
  const known = byUse.get(use);
  if (known !== undefined) return known;
  const key = JSON.stringify(
    use.map(({ hours: { days, start, end }, timezone, load }) => [
      ...[[...days], start, end, timezone],
      ...[load.connections, load.requests, load.cpu],
    ]),
  );
  const weeks: Weeks = byLines.get(key) ?? new Map();
  byLines.set(key, weeks);
  byUse.set(use, weeks);
  return weeks;
}

function changesInWeek(use: Use, week: number): number[] {
  const begin = week * weekMs;
  const changes: number[] = [];
  let before = loadAt(use, begin);
  for (const at of possibleTurns(use, begin, begin + weekMs)) {
    const load = loadAt(use, at);
    if (load !== before) changes.push(at);
    before = load;
  }
  return changes;
}

const recordedChanges = oncePerThing((recording: Recording): readonly number[] => {
  const { from, until, stepMs, metrics, capacity } = recording;
  const times = new Set([from, until]);
  for (const { ends } of [...metrics.values(), ...capacity.values()])
    for (const end of ends) times.add(from + end * stepMs);
  return [...times].sort((a, b) => a - b);
});
