import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import { orNone } from '../rules/isolate.ts';
import { settingsOf } from '../rules/settings.ts';
import type { CapacityWorld } from './capacity.ts';
import { findingOf } from './decide.ts';

/** The facts that have to be read before every capacity of a world can be decided. */
export interface CapacityFactsNeeded {
  /** Those whose instances decide. */
  readonly clusters: readonly Cluster[];
  /** Those of them whose use decides. */
  readonly use: readonly Cluster[];
}

/** The facts that would decide what the listing leaves open; undefined when there are none. */
export function capacityFactsNeeded(policy: Policy, world: CapacityWorld): CapacityFactsNeeded | undefined {
  const open = world.clusters.flatMap((observed) =>
    orNone(() => {
      const rule = settingsOf(policy, observed.cluster, 'capacity');
      const finding = rule && findingOf(policy, rule, observed, world.observedAt);
      const unread = finding?.verdict === 'skip' ? finding.unread : undefined;
      return unread === undefined ? [] : [{ cluster: observed.cluster, unread }];
    }),
  );
  if (open.length === 0) return undefined;
  return {
    clusters: open.map(({ cluster }) => cluster),
    use: open.filter(({ unread }) => unread === 'instances and use').map(({ cluster }) => cluster),
  };
}
