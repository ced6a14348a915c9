/** A number of ticks in a row in which something stayed the same. */
export interface Stretch<T> {
  readonly value: T;
  readonly from: number;
  readonly length: number;
}

/**
 * Groups neighbours that are the same into stretches; values with the same `keyOf` are the same.
 *
 * @example
 * stretches(['up', 'up', 'stopped']) // [{ value: 'up', from: 0, length: 2 }, { value: 'stopped', from: 2, length: 1 }]
 */
export function stretches<T>(
  all: readonly T[],
  keyOf: (value: T) => unknown = (value) => value,
): Stretch<T>[] {
  const starts = all.flatMap((value, index) => {
    const before = all[index - 1];
    return index > 0 && before !== undefined && keyOf(before) === keyOf(value)
      ? []
      : [{ value, from: index }];
  });
  return starts.map(({ value, from }, index) => ({
    value,
    from,
    length: (starts[index + 1]?.from ?? all.length) - from,
  }));
}
