interface Placed {
  readonly account: string;
  readonly region: string;
  readonly cluster: string;
}

/** For `toSorted`: by account, Region and cluster. */
export function byPlace(a: Placed, b: Placed): number {
  const [first, second] = [orderOf(a), orderOf(b)];
  return first < second ? -1 : Number(first > second);
}

function orderOf({ account, region, cluster }: Placed): string {
  return [account, region, cluster].join('\n');
}
