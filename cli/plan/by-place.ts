interface Placed {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
}

/** For `toSorted`: by account, Region and cluster. */
export const byPlace = by(({ account, region, cluster }: Placed) => [account, region, cluster].join('\n'));

/** For `toSorted`: by text that stands for the order. */
export function by<T>(orderOf: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => {
    const [first, second] = [orderOf(a), orderOf(b)];
    return first < second ? -1 : Number(first > second);
  };
}
