/**
 * The index of the first item that is past something, or the number of items if none is, by halving: all items after one
 * that is past it are past it, too.
 */
export function firstIndex<T extends {}>(items: readonly T[], isPast: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && !isPast(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
