import type { Issue } from '../../../document/problem.ts';
import type { Policy } from '../../model/policy.ts';

/** Rules that are to warn of changes that they never make. */
export function checkNotify({ rules }: Policy): Issue[] {
  return rules.flatMap(({ notify, power, snapshots }, index): Issue[] => {
    if (notify === undefined) return [];
    const path = ['rules', index, 'notify'];
    const stops = power !== undefined && power.stop !== 'never';
    const possible = notify.of.filter((action) =>
      action === 'stop' ? stops : snapshots !== undefined || power?.snapshotFirst === true,
    );
    if (possible.length > 0) return [];
    const named = notify.of.length === 1 ? `of ${notify.of[0]}` : 'of any change';
    const remedy = 'remove it, or put it into the rule that decides this';
    return [{ path, atKey: true, message: `never warns ${named}: the rule makes none`, remedy }];
  });
}
