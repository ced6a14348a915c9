import type { Issue } from '../../../document/problem.ts';
import { parseArn, partitionOf } from '../../model/arn.ts';
import type { Policy } from '../../model/policy.ts';
import { type Reach, regionsOf } from './places.ts';

/** Keys of a Region in which the rule has no clusters: a stream takes a key of its cluster's own Region alone. */
export function checkStreamKeys({ rules }: Policy, targets: readonly Reach[]): Issue[] {
  return rules.flatMap(({ match, activityStream: stream }, index) => {
    const key = stream?.mode === 'off' ? undefined : stream?.kmsKey;
    const { region, partition } = (key === undefined ? undefined : parseArn(key)) ?? {};
    // A key of another partition is reported as such.
    const regions = regionsOf(match, targets).filter((one) => partitionOf(one) === partition);
    return region === undefined || regions.length === 0 || regions.includes(region)
      ? []
      : [
          {
            path: ['rules', index, 'activityStream', 'kmsKey'],
            value: key,
            message: `is a key of ${region}, where the rule has no clusters`,
            remedy: `name a key of ${[...new Set(regions)].join(' or ')}, for example by its alias`,
          },
        ];
  });
}
