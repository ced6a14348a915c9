import type { Match } from '../../model/policy.ts';
import { globTest } from '../../rules/glob.ts';

/**
 * Whether every cluster that `inner` matches is surely matched by `outer` too. Says no where globs make it hard to
 * tell, so a yes is always true.
 */
export function isSubset(inner: Match, outer: Match): boolean {
  return (
    isSublist(inner.engines, outer.engines) &&
    isSublist(inner.accounts, outer.accounts) &&
    isSublist(inner.regions, outer.regions) &&
    tagsImply(inner.tags ?? {}, outer.tags ?? {}) &&
    (outer.clusters === undefined || globsWithin(inner.clusters ?? [], outer.clusters))
  );
}

/** Whether no cluster at all can match these globs, because they exclude all that they include. */
export function excludesItself(globs: readonly string[]): boolean {
  const { wanted, unwanted } = split(globs);
  return wanted.every((glob) => unwanted.some((exclusion) => covers(exclusion, glob)));
}

function isSublist(inner: readonly string[] | undefined, outer: readonly string[] | undefined): boolean {
  return outer === undefined || (inner?.every((value) => outer.includes(value)) ?? false);
}

function tagsImply(inner: NonNullable<Match['tags']>, outer: NonNullable<Match['tags']>): boolean {
  return Object.entries(outer).every(([key, values]) => {
    const narrower = Object.hasOwn(inner, key) ? inner[key] : undefined;
    return narrower !== undefined && (values.includes('*') || isSublist(narrower, values));
  });
}

function globsWithin(inner: readonly string[], outer: readonly string[]): boolean {
  const narrow = split(inner);
  const wide = split(outer);
  const kept = narrow.wanted.filter((glob) => !narrow.unwanted.some((exclusion) => covers(exclusion, glob)));
  return (
    kept.every((glob) => wide.wanted.some((wanted) => covers(wanted, glob))) &&
    wide.unwanted.every(
      (exclusion) =>
        narrow.unwanted.some((own) => covers(own, exclusion)) ||
        kept.every((glob) => isLiteral(glob) && !covers(exclusion, glob)),
    )
  );
}

/** Only exclusions mean everything but those. */
function split(globs: readonly string[]): { wanted: string[]; unwanted: string[] } {
  const wanted = globs.filter((glob) => !glob.startsWith('!'));
  const unwanted = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  return { wanted: wanted.length === 0 ? ['*'] : wanted, unwanted };
}

/** Whether all that `inner` matches, `outer` surely matches. */
function covers(outer: string, inner: string): boolean {
  if (outer === inner || outer === '*') {
    return true;
  }
  if (isLiteral(inner)) {
    return globTest(outer)(inner);
  }
  const prefix = outer.slice(0, -1);
  return outer.endsWith('*') && isLiteral(prefix) && inner.startsWith(prefix);
}

function isLiteral(glob: string): boolean {
  return /^[a-z0-9-]+$/.test(glob);
}
