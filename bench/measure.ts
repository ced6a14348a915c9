type Measurement = () => number | Promise<number>;

/** A measurement and the one it is compared with: medians in milliseconds, and the ratio of each round. */
export interface Compared {
  readonly ms: number;
  readonly baseMs: number;
  readonly ratios: readonly number[];
}

/** The middle value; of an even number, the lower of the two in the middle. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
  if (middle === undefined) throw new Error('there is no median of nothing');
  return middle;
}

/** Measures in turns with the base, so that whatever else the machine does falls on both alike. */
export async function compare(measured: Measurement, base: Measurement, rounds: number): Promise<Compared> {
  const values: number[] = [];
  const bases: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    bases.push(await base());
    values.push(await measured());
  }
  return {
    ms: median(values),
    baseMs: median(bases),
    ratios: values.map((value, round) => value / (bases[round] ?? Number.NaN)),
  };
}
