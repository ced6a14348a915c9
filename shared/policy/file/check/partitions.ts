import type { Issue } from '../../../document/problem.ts';
import { parseArn, partitionOf } from '../../model/arn.ts';
import type { Policy } from '../../model/policy.ts';
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
function policyNames({ targets, rules }: Policy): At<string>[] {
  const names = [
    ...targets.flatMap(({ regions, role, readRole }, index) => [
      ...regions.map((value, position) => ({ path: ['targets', index, 'regions', position], value })),
      ...at(['targets', index, 'role'], role),
      ...at(['targets', index, 'readRole'], readRole),
    ]),
    ...rules.flatMap(({ match, snapshots, activityStream }, index) => [
      ...(match.regions ?? []).map((value, position) => ({
        path: ['rules', index, 'match', 'regions', position],
        value,
      })),
      ...(snapshots?.copy?.to ?? []).flatMap(({ region, kmsKey }, position) => {
        const path = ['rules', index, 'snapshots', 'copy', 'to', position];
        return [{ path: [...path, 'region'], value: region }, ...at([...path, 'kmsKey'], kmsKey)];
      }),
      ...at(['rules', index, 'activityStream', 'kmsKey'], activityStream?.kmsKey),
    ]),
  ];
  return names.filter(({ value }) => partition(value) !== undefined);
}
