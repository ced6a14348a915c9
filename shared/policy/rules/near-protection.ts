import { defined } from '../../defined.ts';
import type { Protection } from '../model/policy.ts';
import { isLiteral, splitGlobs, tagGlobTest } from './glob.ts';
import { hasTags } from './match-tags.ts';
import { differenceFrom, differenceOf } from './near-miss.ts';

type Tags = Readonly<Record<string, string>>;

/** A tag that an entry under `protect` would take, were it not for case, blanks or Unicode form. */
export interface NearProtection {
  readonly key: string;
  readonly value: string;
  readonly wanted: string;
  readonly difference: string;
}

/** The tags by which a cluster just misses protection; none where the entry does not want the other tags it has either. */
export function nearProtection({ tags: wanted = {}, ignoreCase }: Protection, tags: Tags): NearProtection[] {
  const near: NearProtection[] = [];
  for (const [key, globs] of Object.entries(wanted)) {
    if (hasTags({ tags: { [key]: globs }, ...defined({ ignoreCase }) }, tags)) continue;
    const candidate = Object.entries(tags)
      .flatMap(([otherKey, value]) =>
        splitGlobs(globs).wanted.map((one) => ({
          ...{ key: otherKey, value, wanted: `${key}=${one}` },
          difference: differenceOfTag(otherKey, value, key, one),
        })),
      )
      .find(({ difference }) => difference !== undefined);
    if (candidate?.difference === undefined) return [];
    near.push({ ...candidate, difference: candidate.difference });
  }
  return near;
}

/** In what alone a tag differs from a wanted one; undefined also for a tag that is another one. */
function differenceOfTag(key: string, value: string, wantedKey: string, glob: string): string | undefined {
  if (isLiteral(glob)) return differenceOf(`${key}=${value}`, `${wantedKey}=${glob}`);
  const ofKey = differenceOf(key, wantedKey);
  if (key === wantedKey) return differenceFrom(value, glob);
  if (ofKey === undefined) return undefined;
  return tagGlobTest(glob)(value) ? ofKey : undefined;
}
