import type { Lane } from './timeline.ts';

/** Minutes in which neither of two lanes changes. */
export interface Stretch<T> {
  readonly from: number;
  readonly to: number;
  /** Absent: the lane begins later. */
  readonly a?: T;
  readonly b?: T;
}

/** Two lanes side by side up to the minute `end`, in stretches. */
export function sideBySide<T>(one: Lane<T>, other: Lane<T>, end: number): Stretch<T>[] {
  const minutes = [...new Set([...one, ...other].map(([minute]) => minute))].sort((x, y) => x - y);
  let [i, j] = [-1, -1];
  return minutes.map((from, index) => {
    while ((one[i + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= from) i += 1;
    while ((other[j + 1]?.[0] ?? Number.POSITIVE_INFINITY) <= from) j += 1;
    const [a, b] = [one[i], other[j]];
    return { from, to: minutes[index + 1] ?? end, ...(a && { a: a[1] }), ...(b && { b: b[1] }) };
  });
}
