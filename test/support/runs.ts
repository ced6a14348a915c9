/**
 * How often properties are tried. `npm test` tries a tenth, so that it is quick; `npm run test:laws` tries all
 * (`DORMOUSE_RUNS=1`), and a night may try more. Both begin from the same seed, so that a check of one commit gives the
 * same result each time; `DORMOUSE_SEED=random`, or a number, tries other values.
 */
const share = Number(process.env.DORMOUSE_RUNS ?? '0.1');
const isFull = share >= 1;
const seed = process.env.DORMOUSE_SEED ?? '20261123';

export interface Runs {
  readonly numRuns: number;
  readonly seed?: number;
}

/** Parameters of `fc.assert` for a property that deserves `full` runs, of which some must do more than others. */
export function runs(full: number, atLeast = 10): Runs {
  const numRuns = Math.max(Math.min(full, atLeast), Math.round(full * share));
  return seed === 'random' ? { numRuns } : { numRuns, seed: Number(seed) };
}

/** All cases in a full run, else evenly spread ones: the first and the last are among them. */
export function someOf<T>(all: readonly T[]): T[] {
  const step = isFull ? 1 : Math.round(1 / share);
  return all.filter((_, index) => index % step === 0 || index === all.length - 1);
}

/** The size of a case that has one: `full` in a full run, `quick` otherwise. */
export function sized(full: number, quick: number): number {
  return isFull ? full : quick;
}
