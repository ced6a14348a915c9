import { suggest } from '../../../document/nearest.ts';
import type { Issue, Path } from '../../../document/problem.ts';
import type { Match, Policy, Target } from '../../model/policy.ts';
import { type At, allMatches } from './places.ts';
import { excludesItself } from './subset.ts';

/** Rules and protections that no cluster can match, and accounts and Regions that are no target. */
export function checkReach(policy: Policy, targets: readonly Target[]): Issue[] {
  return allMatches(policy).flatMap(({ path, value }) => [
    ...contradictions(path, value),
    ...(targets.length === 0 ? [] : outsideTargets({ path, value }, targets)),
  ]);
}

function contradictions(path: Path, { clusters = [] }: Match): Issue[] {
  const message = 'excludes everything that it includes, so it matches no cluster';
  return excludesItself(clusters)
    ? [{ path: [...path, 'clusters'], message, remedy: 'remove an exclusion' }]
    : [];
}

function outsideTargets({ path, value: match }: At<Match>, targets: readonly Target[]): Issue[] {
  const accounts = [...new Set(targets.map((target) => target.account))];
  const regions = [...new Set(targets.flatMap((target) => target.regions))];
  const strangers = [
    ...notAmong([...path, 'accounts'], match.accounts, accounts),
    ...notAmong([...path, 'regions'], match.regions, regions),
  ];
  const reached = targets.some(
    (target) =>
      (match.accounts?.includes(target.account) ?? true) &&
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

function notAmong(path: Path, values: readonly string[] = [], known: readonly string[]): Issue[] {
  return values.flatMap((value, index) =>
    known.includes(value)
      ? []
      : [{ path: [...path, index], value, message: 'is not in any target', remedy: suggest(value, known) }],
  );
}
