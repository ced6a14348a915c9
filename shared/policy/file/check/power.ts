import type { Issue } from '../../../document/problem.ts';
import type { Policy } from '../../model/policy.ts';

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
