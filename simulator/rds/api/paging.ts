import { firstIndex } from '../../fleet/first-index.ts';
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
export function takePage<T extends {}>(
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
  const shown = Marker === undefined || Marker === '' ? undefined : decode(Marker);
  for (let index = shown === undefined ? 0 : firstIndex(items, (item) => keyOf(item) > shown); ; index += 1) {
    const item = items[index];
    if (item === undefined) return { items: page };
    if (!keep(item)) continue;
    if (page.length === MaxRecords) return { items: page, Marker: encode(last) };
    page.push(item);
    last = keyOf(item);
  }
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
