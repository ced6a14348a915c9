import type { Issue, Path } from '../../../document/problem.ts';
import { parseArn, partitionOf } from '../../model/arn.ts';
import type { Match, OrganizationTarget, Policy, Target } from '../../model/policy.ts';
import { type At, at } from './places.ts';

/**
 * Regions, roles and keys of another partition than the first one named: credentials of one partition are worth
 * nothing in another. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
 */
export function checkPartitions(policy: Policy): Issue[] {
  const names = policyNames(policy);
  const [first] = names;
  return names.flatMap(({ path, value }) => {
    const own = partition(value);
    const home = partition(first?.value ?? value);
    return own === home
      ? []
      : [
          {
            path,
            value,
            message: `is in partition ${own}, but ${first?.value} is in ${home}`,
            remedy: 'keep a policy to one partition; deploy once more for the other',
          },
        ];
  });
}

function partition(name: string): string | undefined {
  return parseArn(name)?.partition ?? partitionOf(name);
}

/** Only ARNs name a partition: key ids and aliases belong to the one that they are used in. */
function policyNames(policy: Policy): At<string>[] {
  const { rules } = policy;
  const names = [
    ...targetsInOrder(policy).flatMap(({ path, value: { regions, role, readRole, listRole } }) => [
      ...regions.map((value, position) => ({ path: [...path, 'regions', position], value })),
      ...at([...path, 'role'], role),
      ...at([...path, 'readRole'], readRole),
      ...at([...path, 'listRole'], listRole),
    ]),
    ...rules.flatMap(({ match, snapshots, activityStream, recovery }, index) => [
      ...regionsIn(['rules', index, 'match'], match),
      ...(match.not === undefined ? [] : regionsIn(['rules', index, 'match', 'not'], match.not)),
      ...(snapshots?.copy?.to ?? []).flatMap(({ region, kmsKey }, position) => {
        const path = ['rules', index, 'snapshots', 'copy', 'to', position];
        return [{ path: [...path, 'region'], value: region }, ...at([...path, 'kmsKey'], kmsKey)];
      }),
      ...at(['rules', index, 'activityStream', 'kmsKey'], activityStream?.kmsKey),
      ...(recovery?.drill.where ?? []).map((value, position) => ({
        path: ['rules', index, 'recovery', 'drill', 'where', position],
        value,
      })),
    ]),
  ];
  return names.filter(({ value }) => partition(value) !== undefined);
}

function regionsIn(path: Path, { regions = [] }: Match): At<string>[] {
  return regions.map((value, position) => ({ path: [...path, 'regions', position], value }));
}

type Named = Partial<Pick<OrganizationTarget, 'role' | 'readRole' | 'listRole'>> & Pick<Target, 'regions'>;

/** The targets where they stand in the file, accounts by number and organizations. */
function targetsInOrder({ targets, organizations = [] }: Policy): At<Named>[] {
  const placed = organizations.map((value) => ({ at: value.position, value }));
  const taken = new Set(placed.map(({ at: position }) => position));
  const free = Array.from({ length: targets.length + placed.length }, (_, index) => index).filter(
    (index) => !taken.has(index),
  );
  return [
    ...placed.map(({ at: position, value }) => ({
      path: position === undefined ? ['targets'] : ['targets', position],
      value,
    })),
    ...targets.map((value, index) => ({ path: ['targets', free[index] ?? index], value })),
  ].toSorted((a, b) => Number(a.path[1] ?? 0) - Number(b.path[1] ?? 0));
}
