import type { Compared } from './measure.ts';

/** One result of the benchmark: a ratio, and what it was made from. */
export interface Figure {
  readonly name: string;
  /** What we need, divided by what it is compared with: 1 is as good as that. */
  readonly ratio: number;
  /** The ratio of the best of all rounds, where time was measured: hardly moved by what else the machine does. */
  readonly best?: number;
  /** The ratio should be no more than this; absent: for information. */
  readonly target?: number;
  readonly parts: Readonly<Record<string, number>>;
}

/** A figure of two times that were measured in turns. */
export function timeFigure(name: string, compared: Compared, target?: number): Figure {
  const { ms, baseMs, bestMs, bestBaseMs } = compared;
  return {
    name,
    ratio: ms / baseMs,
    best: bestMs / bestBaseMs,
    ...(target !== undefined && { target }),
    parts: { ...compared },
  };
}

/** Whether the ratio, as it is shown, meets its target. */
export function isMet({ ratio, target }: Figure): boolean {
  return target === undefined || rounded(ratio) <= target;
}

/** Whether the target is missed for sure, and not only because the machine was busy. */
export function isFailure(figure: Figure): boolean {
  const { best = figure.ratio, target = Number.POSITIVE_INFINITY } = figure;
  return !isMet(figure) && rounded(best) > target;
}

function rounded(ratio: number): number {
  return Number(ratio.toFixed(2));
}
