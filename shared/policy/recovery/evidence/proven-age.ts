import { defined } from '../../../defined.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Location } from '../../model/location.ts';
import type { Policy } from '../../model/policy.ts';
import { settingsOf } from '../../rules/settings.ts';
import type { EpochMs } from '../../time/units.ts';

/** How long a cluster has not been proven to be restorable. */
export interface ProvenAge extends Location {
  /** DBClusterIdentifier. */
  readonly cluster: string;
  /** Absent: no drill of it has passed. */
  readonly at?: EpochMs;
  /** Since then, or since the cluster was created if it never was. */
  readonly ageMs: number;
}

/** The clusters of an account and Region, and when each was last proven, by DbClusterResourceId. */
export interface ProvenWorld extends Location {
  readonly observedAt: EpochMs;
  readonly clusters: readonly { readonly cluster: Cluster }[];
  readonly proven: ReadonlyMap<string, EpochMs>;
}

/** One for each cluster of the world's account and Region whose rule has restore drills, in the order of the world. */
export function provenAges(policy: Policy, world: ProvenWorld): ProvenAge[] {
  return world.clusters.flatMap(({ cluster }) => {
    const { id, account, region, resourceId = '', createdAt } = cluster;
    if (account !== world.account || region !== world.region) return [];
    if (settingsOf(policy, cluster, 'recovery') === undefined) return [];
    const at = world.proven.get(resourceId);
    const since = at ?? createdAt ?? 0;
    return [{ account, region, cluster: id, ...defined({ at }), ageMs: world.observedAt - since }];
  });
}
