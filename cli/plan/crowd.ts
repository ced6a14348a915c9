/** This many clusters with the same change and reason become one paragraph with their names. */
const CROWD = 5;

/** Groups of what is alike for at least five clusters; everything else in the smaller groups that `apart` makes. */
export function crowds<T extends { readonly cluster: string }>(
  items: readonly T[],
  alike: (item: T) => string,
  apart: (item: T) => string,
): T[][] {
  const crowded = new Set(
    [...Map.groupBy(items, alike)]
      .filter(([, same]) => new Set(same.map(({ cluster }) => cluster)).size >= CROWD)
      .map(([key]) => key),
  );
  const keyOf = (item: T): string =>
    crowded.has(alike(item)) ? `alike ${alike(item)}` : `apart ${apart(item)}`;
  return [...Map.groupBy(items, keyOf).values()];
}

/** The names in a group, each once. */
export function clustersOf(group: readonly { readonly cluster: string }[]): string[] {
  return [...new Set(group.map(({ cluster }) => cluster))];
}

/**
 * The parts, between semicolons, with which all details begin.
 *
 * @example commonDetail(['a; b; c', 'a; b; d']) // 'a; b'
 */
export function commonDetail(details: readonly string[]): string {
  const [first = [], ...others] = details.map((detail) => detail.split('; '));
  const end = first.findIndex((part, index) => others.some((parts) => parts[index] !== part));
  return (end === -1 ? first : first.slice(0, end)).join('; ');
}
