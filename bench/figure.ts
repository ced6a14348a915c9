/** One result of the benchmark: a ratio, and what it was made from. */
export interface Figure {
  readonly name: string;
  /** What we need, divided by what it is compared with: 1 is as good as that. */
  readonly ratio: number;
  /** The ratio should be no more than this; absent: for information. */
  readonly target?: number;
  readonly parts: Readonly<Record<string, number>>;
}

/** Whether the ratio, as it is shown, meets its target. */
export function isMet({ ratio, target }: Figure): boolean {
  return target === undefined || Number(ratio.toFixed(2)) <= target;
}
