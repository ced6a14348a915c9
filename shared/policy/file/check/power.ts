import type { Issue } from '../../../document/problem.ts';
import type { Policy, PowerRule } from '../../model/policy.ts';

/** Rules that want their clusters up in the maintenance window, and never start them. */
export function checkMaintenance({ rules }: Policy): Issue[] {
  return rules.flatMap(({ power }, index) =>
    power?.maintenance === 'honour' && !power.start
      ? [
          {
            path: ['rules', index, 'power', 'start'],
            value: power.start,
            severity: 'warning',
            message: 'leaves a stopped cluster stopped in the maintenance window that the rule should honour',
            remedy: 'remove start: false or maintenance: honour',
          },
        ]
      : [],
  );
}

/** Keys of `power` that would do nothing, or could not be done, beside others. */
export function checkPowerPairs({ rules }: Policy): Issue[] {
  return rules.flatMap(({ power }, index) =>
    power === undefined
      ? []
      : pairs.flatMap(({ applies, key, ...issue }) =>
          applies(power) ? [{ path: ['rules', index, 'power', key], atKey: true, ...issue }] : [],
        ),
  );
}

interface Pair extends Pick<Issue, 'message' | 'remedy'> {
  readonly applies: (power: PowerRule) => boolean;
  readonly key: string;
}

const pairs: readonly Pair[] = [
  {
    applies: ({ overrides, hours }) => overrides !== undefined && hours === undefined,
    key: 'override',
    message: 'has no hours to override',
    remedy: 'give the rule hours, or remove override',
  },
  {
    applies: ({ idle, stop }) => idle !== undefined && stop !== 'whenIdle',
    key: 'idle',
    message: 'has no effect: only stop: whenIdle asks whether a cluster is idle',
    remedy: 'write stop: whenIdle, or remove idle',
  },
];
