import { defined } from '../shared/defined.ts';
import { type Compared, median } from './measure.ts';

/** One result of the benchmark: a ratio and the figures behind it. */
export interface Figure {
  readonly name: string;
  /** Dormouse's figure divided by the one it is compared with: 1 is equally good. */
  readonly ratio: number;
  /** Where time was measured: the ratio of each round; `ratio` is their median. */
  readonly rounds?: readonly number[];
  /** The ratio should be no more than this; absent: for information. */
  readonly target?: number;
  readonly parts: Readonly<Record<string, number>>;
}

/** A figure of two times that were measured in turns. */
export function timeFigure(name: string, { ms, baseMs, ratios }: Compared, target?: number): Figure {
  return {
    name,
    ratio: median(ratios),
    rounds: ratios,
    ...defined({ target }),
    parts: { ms, baseMs, rounds: ratios.length },
  };
}

/** Whether the ratio, as it is shown, meets its target. */
export function isMet({ ratio, target }: Figure): boolean {
  return target === undefined || Number(ratio.toFixed(2)) <= target;
}

/**
 * Whether the target is missed for sure, and not only because the machine was busy: were half of the rounds over it by
 * chance, as many as there are would be so less than once in a thousand runs (three standard deviations above).
 */
export function isFailure(figure: Figure): boolean {
  const { rounds, target = Number.POSITIVE_INFINITY } = figure;
  if (isMet(figure) || rounds === undefined) return !isMet(figure);
  const over = rounds.filter((ratio) => ratio > target).length;
  return over > rounds.length / 2 + 1.5 * Math.sqrt(rounds.length);
}
