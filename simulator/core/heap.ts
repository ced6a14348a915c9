/** Takes things in any order and gives the first of them, in the time of a logarithm. */
export interface Heap<T> {
  push(item: T): void;
  /** The first, left where it is. */
  first(): T | undefined;
  /** Takes the first away. */
  pop(): T | undefined;
}

/** A binary heap; of two things neither of which is before the other, either may come first. */
export function createHeap<T>(isBefore: (a: T, b: T) => boolean): Heap<T> {
  const items: T[] = [];

  function rise(item: T): void {
    let index = items.length;
    items.push(item);
    for (let above = parentOf(index); above !== undefined && isBefore(item, above.item); ) {
      items[index] = above.item;
      index = above.index;
      items[index] = item;
      above = parentOf(index);
    }
  }

  function sink(item: T): void {
    let index = 0;
    items[0] = item;
    for (let below = childOf(0); below !== undefined && isBefore(below.item, item); ) {
      items[index] = below.item;
      index = below.index;
      items[index] = item;
      below = childOf(index);
    }
  }

  function parentOf(index: number): { item: T; index: number } | undefined {
    const above = (index - 1) >> 1;
    const item = items[above];
    return item === undefined ? undefined : { item, index: above };
  }

  /** The earlier of the two children. */
  function childOf(index: number): { item: T; index: number } | undefined {
    const [left, right] = [items[2 * index + 1], items[2 * index + 2]];
    if (left === undefined) return undefined;
    return right !== undefined && isBefore(right, left)
      ? { item: right, index: 2 * index + 2 }
      : { item: left, index: 2 * index + 1 };
  }

  return {
    push: rise,
    first: () => items[0],
    pop() {
      const [first] = items;
      const last = items.pop();
      if (last !== undefined && items.length > 0) sink(last);
      return first;
    },
  };
}
