import type { Match } from '../../model/policy.ts';
import { isLiteral, splitGlobs } from '../../rules/glob.ts';
import { covers, identifiers, type Texts, tagValues } from './covers.ts';

/**
 * Whether every cluster that `inner` matches is surely matched by `outer` too. Says no where globs make it hard to
 * tell, so a yes is always true.
 */
export function isSubset(inner: Match, outer: Match): boolean {
  return (
    isSublist(inner.engines, outer.engines) &&
    isSublist(inner.accounts, outer.accounts) &&
    isSublist(inner.regions, outer.regions) &&
    isSublist(inner.resourceIds, outer.resourceIds) &&
    isWithinTimes(inner, outer) &&
    tagsImply(inner, outer) &&
    (outer.clusters === undefined || globsWithin(inner.clusters ?? [], outer.clusters, identifiers)) &&
    (outer.not === undefined || (inner.not !== undefined && isSubset(outer.not, inner.not)))
  );
}

/** Whether surely no cluster is matched by both. Says no where that is hard to tell. */
export function isDisjoint(one: Match, other: Match): boolean {
  const otherTags = other.tags ?? {};
  return (
    haveNone(one.engines, other.engines) ||
    haveNone(one.accounts, other.accounts) ||
    haveNone(one.regions, other.regions) ||
    Object.entries(one.tags ?? {}).some(
      ([key, values]) => Object.hasOwn(otherTags, key) && haveNone(values, otherTags[key]),
    )
  );
}

/** Whether two lists of plain values have none in common, in whichever case. */
function haveNone(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  if ([...one, ...other].some((value) => /[*?[\]{}!]/.test(value))) return false;
  const known = new Set(other.map((value) => value.toLowerCase()));
  return !one.some((value) => known.has(value.toLowerCase()));
}

/** Whether no text at all can match these globs, because they exclude all that they include. */
export function excludesItself(globs: readonly string[], texts: Texts = identifiers): boolean {
  const { wanted, unwanted } = split(globs);
  return wanted.every((glob) => unwanted.some((exclusion) => covers(exclusion, glob, texts)));
}

function isSublist(inner: readonly string[] | undefined, outer: readonly string[] | undefined): boolean {
  return outer === undefined || (inner?.every((value) => outer.includes(value)) ?? false);
}

function isWithinTimes(inner: Match, outer: Match): boolean {
  const { createdBefore: before, createdAfter: after } = outer;
  return (
    (before === undefined || (inner.createdBefore !== undefined && inner.createdBefore.at <= before.at)) &&
    (after === undefined || (inner.createdAfter !== undefined && inner.createdAfter.at >= after.at))
  );
}

/** Where one of the two ignores case and the other does not, only what is plain to see counts. */
function tagsImply(inner: Match, outer: Match): boolean {
  const { tags: wide = {}, ignoreCase = false } = outer;
  if (inner.ignoreCase && !ignoreCase) return Object.keys(wide).length === 0;
  const fold = (text: string): string => (ignoreCase ? text.toLowerCase() : text);
  return Object.entries(wide).every(([key, written]) =>
    Object.entries(inner.tags ?? {})
      .filter(([own]) => fold(own) === fold(key))
      .some(([, own]) => {
        const globs = written.map(fold);
        if (allowsAbsence(own) && !allowsAbsence(globs)) return false;
        const isMixed = ignoreCase && !inner.ignoreCase;
        if (isMixed && (globs.some(isExclusion) || !own.every(isLiteral))) return false;
        return globsWithin(own.map(fold), globs, tagValues, ignoreCase);
      }),
  );
}

/** Exclusions alone also hold for a tag that is not there. */
function allowsAbsence(globs: readonly string[]): boolean {
  return globs.every(isExclusion);
}

function isExclusion(glob: string): boolean {
  return glob.startsWith('!');
}

/** `several`: a cluster may have several such texts, of which one fits, and none may be excluded. */
function globsWithin(
  inner: readonly string[],
  outer: readonly string[],
  texts: Texts,
  several = false,
): boolean {
  const narrow = split(inner);
  const wide = split(outer);
  const kept = narrow.wanted.filter(
    (glob) => !narrow.unwanted.some((exclusion) => covers(exclusion, glob, texts)),
  );
  return (
    kept.every((glob) => wide.wanted.some((wanted) => covers(wanted, glob, texts))) &&
    wide.unwanted.every(
      (exclusion) =>
        narrow.unwanted.some((own) => covers(own, exclusion, texts)) ||
        (!several && kept.every((glob) => isLiteral(glob) && !covers(exclusion, glob, texts))),
    )
  );
}

/** Only exclusions mean everything but those. */
function split(globs: readonly string[]): { wanted: readonly string[]; unwanted: readonly string[] } {
  const { wanted, unwanted } = splitGlobs(globs);
  return { wanted: wanted.length === 0 ? ['*'] : wanted, unwanted };
}
