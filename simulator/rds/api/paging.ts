import { invalidParameter } from './errors.ts';
import type { PageInput } from './input.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the next page begins; absent on the last one. */
  readonly Marker?: string;
}

/**
 * One page of the items that `keep` lets through. Items are in the order of their keys, and a marker names the last
 * one shown, so that nothing is shown twice or left out when the list changes between two pages; an empty one is none.
 *
 * @throws ServiceError `InvalidParameterValue` when MaxRecords is not 20 to `most`, or the marker is none of ours.
 */
export function takePage<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { MaxRecords, Marker }: PageInput,
  keep: (item: T) => boolean = () => true,
  most = 100,
): Page<T> {
  if (MaxRecords < 20 || MaxRecords > most) {
    throw invalidParameter(`Invalid value ${MaxRecords} for MaxRecords. Must be between 20 and ${most}`);
  }
  const page: T[] = [];
  let last = '';
  for (
    let index = Marker === undefined || Marker === '' ? 0 : indexAfter(items, keyOf, decode(Marker));
    ;
    index += 1
  ) {
    const item = items[index];
    if (item === undefined) return { items: page };
    if (!keep(item)) continue;
    if (page.length === MaxRecords) return { items: page, Marker: encode(last) };
    page.push(item);
    last = keyOf(item);
  }
}

/** The first index whose key is greater, by halving. */
function indexAfter<T>(items: readonly T[], keyOf: (item: T) => string, key: string): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && keyOf(item) <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

const prefix = 'after:';

function encode(key: string): string {
  return Buffer.from(prefix + key).toString('base64url');
}

function decode(marker: string): string {
  const text = Buffer.from(marker, 'base64url').toString();
  if (!text.startsWith(prefix)) throw invalidParameter(`The marker ${marker} is not valid.`);
  return text.slice(prefix.length);
}
