import { type EpochMs, HOUR_MS } from '../../shared/policy/time/units.ts';

/** Changes in the order of time: since when (ms), and dollars an hour from then on. */
export type Steps = readonly (readonly [at: EpochMs, usd: number])[];

/** Several steps at once; 0 before the first. */
export function sumOfSteps(all: readonly Steps[]): Steps {
  const changes: [EpochMs, number][] = [];
  for (const steps of all) {
    let before = 0;
    for (const [at, usd] of steps) {
      changes.push([at, usd - before]);
      before = usd;
    }
  }
  changes.sort(([a], [b]) => a - b);
  const sum: [EpochMs, number][] = [];
  let now = 0;
  for (const [at, by] of changes) {
    now += by;
    if (sum.at(-1)?.[0] === at) sum.pop();
    sum.push([at, now]);
  }
  return sum;
}

/** The part of steps up to `most` dollars an hour, or beyond it. */
export function partOfSteps(steps: Steps, part: 'upTo' | 'beyond', most: number): Steps {
  return steps.map(([at, usd]) => [at, part === 'upTo' ? Math.min(usd, most) : Math.max(0, usd - most)]);
}

/** Dollars of some steps over [from, to). */
export function costOfSteps(steps: Steps, from: EpochMs, to: EpochMs): number {
  return steps.reduce((sum, [at, usd], index) => {
    const [begin, end] = [Math.max(at, from), Math.min(steps[index + 1]?.[0] ?? to, to)];
    return sum + (usd * Math.max(0, end - begin)) / HOUR_MS;
  }, 0);
}
