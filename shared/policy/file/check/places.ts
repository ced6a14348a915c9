import type { Path } from '../../../document/problem.ts';
import type { Match, Policy, PowerRule } from '../../model/policy.ts';
import { isByTag } from '../../rules/schedule-tag.ts';
import type { Hours } from '../../time/hours.ts';

export interface At<T> {
  readonly path: Path;
  readonly value: T;
}

/** Accounts and Regions that a policy reaches, as far as the file shows. */
export interface Reach {
  /** Absent: the accounts of an organization, which are known at run time. */
  readonly account?: string;
  /** Accounts of the organization that are left out. */
  readonly except?: readonly string[];
  readonly regions: readonly string[];
}

/** The accounts and Regions that each target of a policy reaches; empty: it names no target. */
export function reachOf({ targets, organizations = [] }: Policy): Reach[] {
  return [...targets, ...organizations.map(({ except, regions }) => ({ except, regions }))];
}

/** Whether one of the accounts, or any if none is named, may be among those of a reach. */
export function mayHave({ account, except = [] }: Reach, accounts: readonly string[] | undefined): boolean {
  if (accounts === undefined) return true;
  return account === undefined ? accounts.some((one) => !except.includes(one)) : accounts.includes(account);
}

/** Every `match` of the policy, those of `protect` too. */
export function allMatches({ rules, protect }: Policy): At<Match>[] {
  return [
    ...protect.map((value, index) => ({ path: ['protect', index], value })),
    ...rules.map((rule, index) => ({ path: ['rules', index, 'match'], value: rule.match })),
    ...rules.flatMap(({ power }, index) => at(['rules', index, 'power', 'after'], power?.after)),
  ];
}

/** A match, and the one of what it does not match. */
export function withNot({ path, value }: At<Match>): At<Match>[] {
  return [{ path, value }, ...at<Match>([...path, 'not'], value.not)];
}

/** Every `hours` of the policy that says them itself. */
export function allHours({ rules, schedules = {} }: Policy): At<Hours>[] {
  return [
    ...Object.entries(schedules).map(([name, { hours }]) => ({ path: ['schedules', name], value: hours })),
    ...rules.flatMap(({ power, activityStream, capacity = [], recovery }, index) => [
      ...at(['rules', index, 'power', 'hours'], ownHours(power)),
      ...at(['rules', index, 'activityStream', 'hours'], activityStream?.hours),
      ...capacity.flatMap((line, row) => at(['rules', index, 'capacity', row, 'hours'], line.hours)),
      ...at(['rules', index, 'recovery', 'drill', 'hours'], recovery?.drill.hours),
    ]),
  ];
}

/** The hours that a rule says itself; undefined where a tag of each cluster names them. */
function ownHours(power: PowerRule | undefined): Hours | undefined {
  return isByTag(power?.hours) ? undefined : power?.hours;
}

/** None or one: what is there, with its place. */
export function at<T>(path: Path, value: T | undefined): At<T>[] {
  return value === undefined ? [] : [{ path, value }];
}

/** The Regions of the clusters that can match; none when that is not known. */
export function regionsOf({ accounts, regions }: Match, targets: readonly Reach[]): readonly string[] {
  if (targets.length === 0) return regions ?? [];
  return targets
    .filter((target) => mayHave(target, accounts))
    .flatMap((target) => target.regions.filter((region) => regions?.includes(region) ?? true));
}
