import type { Issue } from '../../../document/problem.ts';
import { partitionOf } from '../../model/arn.ts';
import type { Policy } from '../../model/policy.ts';
import { type Reach, regionsOf } from './places.ts';
import { isSubset } from './subset.ts';

/** Snapshots before a stop that no `keep` limits, as far as the policy alone shows. */
export function checkSnapshotFirst({ rules }: Policy): Issue[] {
  return rules.flatMap(({ match, power }, index) =>
    power?.snapshotFirst &&
    !rules.some((other) => other.snapshots?.create?.keep && isSubset(match, other.match))
      ? [
          {
            path: ['rules', index, 'power', 'snapshotFirst'],
            severity: 'warning',
            message: 'takes snapshots that are never deleted: no rule says how long to keep them',
            remedy:
              'give its clusters a rule with snapshots: { create: { cron: 0 3 * * *, keep: { daily: 7 } } }',
          },
        ]
      : [],
  );
}

/** Destinations that are the only Region from which there is anything to copy. */
export function checkDestinations({ rules }: Policy, targets: readonly Reach[]): Issue[] {
  return rules.flatMap(({ match, snapshots }, index) => {
    const sources = regionsOf(match, targets);
    return (snapshots?.copy?.to ?? []).flatMap(({ region }, position) =>
      sources.length > 0 && sources.every((source) => source === region)
        ? [
            {
              path: ['rules', index, 'snapshots', 'copy', 'to', position, 'region'],
              value: region,
              message: 'is the only Region with clusters of the rule, so there is nothing to copy',
              remedy: 'choose another Region',
            },
          ]
        : [],
    );
  });
}

/** Destinations that get copies more rarely than the alarm for all destinations can wait. */
export function checkRareCopies({ rules }: Policy): Issue[] {
  return rules.flatMap(({ snapshots }, index) =>
    (snapshots?.copy?.to ?? []).flatMap(({ keep, recoveryPointMaxAgeMs }, position): Issue[] => {
      const { monthly, yearly, ...frequent } = keep ?? {};
      const isRare = (monthly ?? yearly) !== undefined && Object.keys(frequent).length === 0;
      if (!isRare || recoveryPointMaxAgeMs !== undefined) return [];
      const [period, age] = monthly === undefined ? ['year', '367d'] : ['month', '32d'];
      return [
        {
          path: ['rules', index, 'snapshots', 'copy', 'to', position],
          severity: 'warning',
          message: `gets a new copy about once a ${period}, and the alarm RecoveryPointAge is raised after seven days at most`,
          remedy: `add recoveryPointMaxAge, for example ${age}`,
        },
      ];
    }),
  );
}

/**
 * Destinations in China: the guide says that AWS copies no Aurora snapshots there. It may do so all the same, so this is
 * a warning and the sources wait for their copies.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-copy-snapshot.html
 */
export function checkDestinationsInChina({ rules }: Policy): Issue[] {
  return rules.flatMap(({ match: { engines }, snapshots }, index) => {
    const hasAurora = engines?.some((engine) => engine.startsWith('aurora')) ?? true;
    return (snapshots?.copy?.to ?? []).flatMap(({ region }, position): Issue[] =>
      hasAurora && partitionOf(region) === 'aws-cn'
        ? [
            {
              path: ['rules', index, 'snapshots', 'copy', 'to', position, 'region'],
              severity: 'warning',
              value: region,
              message: 'may get no copies: AWS says that Aurora snapshots cannot be copied in China',
              remedy:
                'try one copy by hand; if AWS refuses it, take the destination out, because sources are not deleted before they are copied',
            },
          ]
        : [],
    );
  });
}
