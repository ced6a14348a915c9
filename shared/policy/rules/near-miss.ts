import type { Protection } from '../model/policy.ts';
import { HOLD_TAG } from '../model/tags.ts';

/**
 * In what alone two texts differ that people take for the same; undefined where they are the same, or differ in more.
 *
 * @example
 * differenceOf('Prod ', 'prod') // 'case and blanks'
 */
export function differenceOf(text: string, wanted: string): string | undefined {
  if (text === wanted) return undefined;
  const form = (one: string): string => one.normalize('NFKC');
  const trim = (one: string): string => form(one).replace(/\s+/g, ' ').trim();
  const lower = (one: string): string => form(one).toLowerCase();
  if (text.normalize('NFC') === wanted.normalize('NFC')) return 'Unicode form';
  if (trim(text) === trim(wanted)) return 'blanks';
  if (lower(text) === lower(wanted)) return 'case';
  return trim(text).toLowerCase() === trim(wanted).toLowerCase() ? 'case and blanks' : undefined;
}

type Tags = Readonly<Record<string, string>>;

/** Tags that look like `dormouse:hold` to people, and hold nothing. */
export function nearHolds(tags: Tags): string[] {
  const letters = (key: string): string =>
    key
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\s:._/-]/g, '');
  return Object.keys(tags).filter((key) => key !== HOLD_TAG && letters(key) === letters(HOLD_TAG));
}

/** A tag that an entry under `protect` would take, were it not for case, blanks or Unicode form. */
export interface NearProtection {
  readonly key: string;
  readonly value: string;
  readonly wanted: string;
  readonly difference: string;
}

/** The tags by which a cluster just misses protection; none where the entry does not want the other tags it has either. */
export function nearProtection({ tags: wanted = {} }: Protection, tags: Tags): NearProtection[] {
  const near: NearProtection[] = [];
  for (const [key, values] of Object.entries(wanted)) {
    const own = Object.hasOwn(tags, key) ? tags[key] : undefined;
    if (own !== undefined && (values.includes('*') || values.includes(own))) continue;
    const candidate = Object.entries(tags)
      .flatMap(([otherKey, value]) =>
        values.map((one) => ({
          ...{ key: otherKey, value, wanted: `${key}=${one}` },
          difference:
            one === '*' ? differenceOf(otherKey, key) : differenceOf(`${otherKey}=${value}`, `${key}=${one}`),
        })),
      )
      .find(({ difference }) => difference !== undefined);
    if (candidate?.difference === undefined) return [];
    near.push({ ...candidate, difference: candidate.difference });
  }
  return near;
}
