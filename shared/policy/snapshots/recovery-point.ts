import { defined } from '../../defined.ts';
import { oncePer } from '../../once.ts';
import type { Cluster } from '../model/cluster.ts';
import type { CopyDestination, Policy } from '../model/policy.ts';
import { readLastAction } from '../rules/power-note.ts';
import { settingsOf } from '../rules/settings.ts';
import type { EpochMs } from '../time/units.ts';
import { ineligibleToCopy } from './copy-sources.ts';
import { deploymentOf } from './deployment.ts';
import { clusterKey, lookUpClusters, originOfOwn } from './identity.ts';
import { destinationIn } from './locations.ts';
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
  /** How much older that is than the newest data: those of now, or of the stop while the cluster is stopped. */
  readonly ageMs?: number;
  /** The age at which an alarm is raised, if the destination has its own. */
  readonly maxAgeMs?: number;
}

/** One for each cluster that a rule copies to the world's Region and AWS can copy, in the order of the world. */
export function recoveryPoints(policy: Policy, world: CopyWorld): RecoveryPoint[] {
  const newest = newestCopies(policy, world);
  return world.clusters.flatMap(({ cluster }) => {
    const destination = destinationOf(policy, cluster, world.region);
    if (destination === undefined) return [];
    const at = newest.get(clusterKey(cluster));
    const { recoveryPointMaxAgeMs: maxAgeMs } = destination;
    return [
      {
        cluster: cluster.id,
        account: cluster.account,
        from: cluster.region,
        to: world.region,
        ...(at !== undefined && { at, ageMs: Math.max(0, changedUntil(cluster, world) - at) }),
        ...defined({ maxAgeMs }),
      },
    ];
  });
}

/**
 * Until when the data of a cluster may have changed: while it is stopped, until Dormouse stopped it. A snapshot that is
 * newer than that stop shows that it has run since, so nothing is known.
 */
function changedUntil(cluster: Cluster, { sources, observedAt }: CopyWorld): EpochMs {
  const last = readLastAction(cluster);
  if (cluster.status !== 'stopped' || last?.action !== 'stop' || last.answer !== undefined) return observedAt;
  const hasRunSince = sources.some(
    ({ clusterId, region, createdAt }) =>
      clusterId === cluster.id && region === cluster.region && createdAt > last.at,
  );
  return hasRunSince ? observedAt : Math.min(last.at, observedAt);
}

/** The part of a rule about copies to a Region, if the cluster is copied there. */
function destinationOf(policy: Policy, cluster: Cluster, to: string): CopyDestination | undefined {
  if (cluster.region === to || ineligibleToCopy(cluster) !== undefined) return undefined;
  const rule = settingsOf(policy, cluster, 'snapshots');
  return rule && destinationIn(rule.settings, to);
}

/** By `clusterKey`: the time of the source of the newest copy that is complete. */
export function newestCopies(
  policy: Policy,
  { clusters, copies }: Pick<CopyWorld, 'clusters' | 'copies'>,
): ReadonlyMap<string, EpochMs> {
  return newestAmong(copies, policy, clusters);
}

const newestAmong = oncePer(
  (copies: CopyWorld['copies'], policy: Policy, clusters: CopyWorld['clusters']): Map<string, EpochMs> => {
    const lookup = lookUpClusters(clusters.map(({ cluster }) => cluster));
    const newest = new Map<string, EpochMs>();
    for (const copy of copiesAmong(ownSnapshots(copies, deploymentOf(policy)))) {
      if (copy.snapshot.status !== 'available') continue;
      const key = lookup.keyOf(originOfOwn(copy));
      newest.set(key, Math.max(newest.get(key) ?? copy.at, copy.at));
    }
    return newest;
  },
);
