import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import { settingsOf } from '../rules/settings.ts';
import type { EpochMs } from '../time/units.ts';
import { ineligibleToCopy } from './copy-sources.ts';
import { deploymentOf } from './deployment.ts';
import { clusterKey, lookUpClusters, originOfOwn } from './identity.ts';
import { copiesAmong, ownSnapshots } from './own.ts';
import type { CopyWorld } from './worlds.ts';

/** How far back a cluster would fall if its own Region were lost and only this destination left. */
export interface RecoveryPoint {
  /** DBClusterIdentifier. */
  readonly cluster: string;
  readonly account: string;
  readonly from: string;
  readonly to: string;
  /** When the source of the newest complete copy was taken; absent: there is none. */
  readonly at?: EpochMs;
  readonly ageMs?: number;
}

/** One for each cluster that a rule copies to the world's Region and AWS can copy, in the order of the world. */
export function recoveryPoints(policy: Policy, world: CopyWorld): RecoveryPoint[] {
  const newest = newestCopies(policy, world);
  return world.clusters
    .filter(({ cluster }) => isCopied(policy, cluster, world.region))
    .map(({ cluster }) => {
      const at = newest.get(clusterKey(cluster));
      return {
        cluster: cluster.id,
        account: cluster.account,
        from: cluster.region,
        to: world.region,
        ...(at !== undefined && { at, ageMs: world.observedAt - at }),
      };
    });
}

function isCopied(policy: Policy, cluster: Cluster, destination: string): boolean {
  const to = settingsOf(policy, cluster, 'snapshots')?.settings.copy?.to ?? [];
  return (
    cluster.region !== destination &&
    ineligibleToCopy(cluster) === undefined &&
    to.some(({ region }) => region === destination)
  );
}

/** By `clusterKey`: the time of the source of the newest copy that is complete. */
export function newestCopies(
  policy: Policy,
  { clusters, copies }: Pick<CopyWorld, 'clusters' | 'copies'>,
): Map<string, EpochMs> {
  const lookup = lookUpClusters(clusters.map(({ cluster }) => cluster));
  const newest = new Map<string, EpochMs>();
  const complete = copies.filter(({ status }) => status === 'available');
  for (const copy of copiesAmong(ownSnapshots(complete, deploymentOf(policy)))) {
    const key = lookup.keyOf(originOfOwn(copy));
    newest.set(key, Math.max(newest.get(key) ?? copy.at, copy.at));
  }
  return newest;
}
