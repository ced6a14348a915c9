import type { Decision } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import { amountOf, skipThese } from '../rules/limit.ts';
import { isObserved } from '../rules/rule-mode.ts';

/** So few may always go at once: of two snapshots, the older one is half. */
const ALWAYS = 5;

/**
 * Skips the snapshots of a cluster of which more would expire at once than `limits.deleteSnapshot.perCluster`
 * allows: the breaker of a sweep does not see one cluster among many. Orphans have been waited for and don't count.
 *
 * @param clusterOf The cluster of each snapshot that Dormouse made and that is complete, by its ARN; absent for others.
 */
export function withinClusterBreaker<D extends Decision>(
  policy: Policy,
  decisions: readonly D[],
  clusterOf: ReadonlyMap<string, string>,
): D[] {
  const { perCluster } = policy.limits.deleteSnapshot ?? {};
  if (perCluster === undefined) return [...decisions];
  const groups = Map.groupBy(
    decisions.filter(({ resourceArn }) => clusterOf.has(resourceArn)),
    ({ resourceArn }) => clusterOf.get(resourceArn),
  );
  return [...groups.values()].reduce(
    (all: D[], group) => {
      const due = group.filter(
        (one) => one.verdict === 'act' && one.reason === 'expired' && !isObserved(policy, one),
      );
      const most = Math.max(ALWAYS, amountOf(perCluster, group.length));
      if (due.length <= most) return all;
      const detail = `${due.length} of its cluster's ${group.length} snapshots are due at once, limits.deleteSnapshot.perCluster allows ${most}; check the rule, and raise it if it is right`;
      return skipThese(all, new Set<Decision>(due), 'limit-breaker', detail);
    },
    [...decisions],
  );
}
