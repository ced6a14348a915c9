import { type GlobTest, globTest, isLiteral, tagGlobTest } from '../../rules/glob.ts';

/** The kind of texts that globs are about. */
export type Texts = (glob: string) => GlobTest;

export const identifiers: Texts = globTest;

/** In which case matters. */
export const tagValues: Texts = (glob) => tagGlobTest(glob);

/** Whether all that `inner` matches, `outer` surely matches. Says no where that is hard to tell. */
export function covers(outer: string, inner: string, texts: Texts): boolean {
  if (outer === inner || outer === '*') {
    return true;
  }
  if (isLiteral(inner)) {
    return texts(outer)(inner);
  }
  const prefix = outer.slice(0, -1);
  return outer.endsWith('*') && isLiteral(prefix) && inner.startsWith(prefix);
}
