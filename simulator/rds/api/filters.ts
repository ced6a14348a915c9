import { invalidParameter } from './errors.ts';
import type { Filter } from './input.ts';

/** An item's values for each filter: any one of them has to be among the filter's values, ignoring case. */
export type FilterTable<T> = Readonly<Record<string, (item: T) => readonly (string | undefined)[]>>;

/**
 * Whether an item passes all filters of a Describe.
 *
 * @throws ServiceError `InvalidParameterValue` for a filter that the operation does not have.
 */
export function toPredicate<T>(filters: readonly Filter[], table: FilterTable<T>): (item: T) => boolean {
  const known = new Map(Object.entries(table));
  const tests = filters.map(({ Name, Values }) => {
    const valuesOf = known.get(Name);
    if (valuesOf === undefined) throw invalidParameter(`Unrecognized filter name: ${Name}`);
    const wanted = new Set(Values.map((value) => value.toLowerCase()));
    return (item: T) =>
      valuesOf(item).some((value) => value !== undefined && wanted.has(value.toLowerCase()));
  });
  return (item) => tests.every((test) => test(item));
}
