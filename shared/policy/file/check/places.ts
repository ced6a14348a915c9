import type { Path } from '../../../document/problem.ts';
import type { Match, Policy, Target } from '../../model/policy.ts';
import type { Hours } from '../../time/hours.ts';

export interface At<T> {
  readonly path: Path;
  readonly value: T;
}

/** Every `match` of the policy, those of `protect` too. */
export function allMatches({ rules, protect }: Policy): At<Match>[] {
  return [
    ...protect.map((value, index) => ({ path: ['protect', index], value })),
    ...rules.map((rule, index) => ({ path: ['rules', index, 'match'], value: rule.match })),
  ];
}

/** Every `hours` of the policy. */
export function allHours({ rules }: Policy): At<Hours>[] {
  return rules.flatMap(({ power, activityStream, capacity = [] }, index) => [
    ...at(['rules', index, 'power', 'hours'], power?.hours),
    ...at(['rules', index, 'activityStream', 'hours'], activityStream?.hours),
    ...capacity.flatMap((line, row) => at(['rules', index, 'capacity', row, 'hours'], line.hours)),
  ]);
}

/** None or one: what is there, with its place. */
export function at<T>(path: Path, value: T | undefined): At<T>[] {
  return value === undefined ? [] : [{ path, value }];
}

/** The Regions of the clusters that can match; none when that is not known. */
export function regionsOf({ accounts, regions }: Match, targets: readonly Target[]): readonly string[] {
  if (targets.length === 0) return regions ?? [];
  return targets
    .filter(({ account }) => accounts?.includes(account) ?? true)
    .flatMap((target) => target.regions.filter((region) => regions?.includes(region) ?? true));
}
