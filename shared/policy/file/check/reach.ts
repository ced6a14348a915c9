import { suggest } from '../../../document/nearest.ts';
import type { Issue, Path } from '../../../document/problem.ts';
import type { Match, Policy } from '../../model/policy.ts';
import { tagValues } from './covers.ts';
import { type At, allMatches, mayHave, type Reach } from './places.ts';
import { excludesItself, isSubset } from './subset.ts';

/** Rules and protections that no cluster can match, and accounts and Regions that are no target. */
export function checkReach(policy: Policy, targets: readonly Reach[]): Issue[] {
  return allMatches(policy).flatMap(({ path, value }) => [
    ...contradictions(path, value),
    ...(targets.length === 0 ? [] : outsideTargets({ path, value }, targets)),
  ]);
}

function contradictions(path: Path, match: Match): Issue[] {
  const { clusters = [], tags = {}, createdBefore, createdAfter, not } = match;
  const message = 'excludes everything that it includes, so it matches no cluster';
  const remedy = 'remove an exclusion';
  return [
    ...(excludesItself(clusters) ? [{ path: [...path, 'clusters'], message, remedy }] : []),
    ...Object.entries(tags).flatMap(([key, globs]) =>
      isContradiction(globs) ? [{ path: [...path, 'tags', key], message, remedy }] : [],
    ),
    ...(createdBefore && createdAfter && createdAfter.at >= createdBefore.at
      ? [
          {
            path: [...path, 'createdAfter'],
            value: createdAfter.text,
            message: `is not before createdBefore (${createdBefore.text}), so it matches no cluster`,
            remedy: 'exchange the two, or remove one',
          },
        ]
      : []),
    ...(not === undefined ? [] : contradictions([...path, 'not'], not)),
    ...(not !== undefined && isSubset(without(match), not)
      ? [{ path: [...path, 'not'], message, remedy }]
      : []),
  ];
}

/** Exclusions alone hold for a tag that is absent. */
function isContradiction(globs: readonly string[]): boolean {
  return globs.some((glob) => !glob.startsWith('!')) && excludesItself(globs, tagValues);
}

function without({ not: _not, ...match }: Match): Match {
  return match;
}

function outsideTargets({ path, value: match }: At<Match>, targets: readonly Reach[]): Issue[] {
  const regions = [...new Set(targets.flatMap((target) => target.regions))];
  const strangers = [
    ...accountsOutside([...path, 'accounts'], match.accounts, targets),
    ...notAmong([...path, 'regions'], match.regions, regions),
  ];
  const reached = targets.some(
    (target) =>
      mayHave(target, match.accounts) &&
      (match.regions?.some((region) => target.regions.includes(region)) ?? true),
  );
  if (reached) {
    return strangers.map((finding) => ({ ...finding, severity: 'warning' }));
  }
  const message = 'matches no cluster: no target has one of these accounts and one of these Regions';
  return strangers.length > 0
    ? strangers
    : [{ path, message, remedy: 'change accounts, regions or targets' }];
}

/** Only the exceptions of an organization are known; whether another account belongs to it shows at run time. */
function accountsOutside(
  path: Path,
  values: readonly string[] | undefined,
  targets: readonly Reach[],
): Issue[] {
  const known = [...new Set(targets.flatMap(({ account }) => account ?? []))];
  if (targets.every(({ account }) => account !== undefined)) return notAmong(path, values, known);
  return (values ?? []).flatMap((value, index) =>
    targets.some((target) => mayHave(target, [value]))
      ? []
      : [
          {
            path: [...path, index],
            value,
            message: 'is left out of the organization',
            remedy: 'take it out of except, or out of here',
          },
        ],
  );
}

function notAmong(path: Path, values: readonly string[] = [], known: readonly string[]): Issue[] {
  return values.flatMap((value, index) =>
    known.includes(value)
      ? []
      : [{ path: [...path, index], value, message: 'is not in any target', remedy: suggest(value, known) }],
  );
}
