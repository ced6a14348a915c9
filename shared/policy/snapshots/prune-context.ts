import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import { beingCopied, copyPending } from './copy-pending.ts';
import { deploymentOf } from './deployment.ts';
import { type ClusterLookup, clusterKey, lookUpClusters, originOf, originOfOwn } from './identity.ts';
import { describeExpiry, describeKeepReason, type KeepReason, keepReasonsOf } from './keep.ts';
import { copiesAmong, foreignSnapshots, type OwnSnapshot, ownSnapshots } from './own.ts';
import { type Retention, retentionOf } from './retention.ts';
import type { PruneWorld } from './worlds.ts';

/** What speaks for keeping the snapshots of a world, found once for all of them. */
export interface PruneContext {
  /** What Dormouse made, by ARN. */
  readonly ours: ReadonlyMap<string, OwnSnapshot>;
  /** The cluster of each whose cluster is there, whatever that is called now. */
  readonly clusters: ReadonlyMap<OwnSnapshot, Cluster>;
  readonly retentions: ReadonlyMap<OwnSnapshot, Retention>;
  /** The places of each, and of one without any why; only of those whose rule has a `keep`. */
  readonly kept: ReadonlyMap<OwnSnapshot, { readonly held: boolean; readonly detail: string }>;
  /** Of each cluster the newest complete one: it always stays. */
  readonly last: ReadonlySet<OwnSnapshot>;
  /** Why it has to be copied first, by ARN. */
  readonly pending: ReadonlyMap<string, string>;
}

export function toPruneContext(policy: Policy, world: PruneWorld): PruneContext {
  const deployment = deploymentOf(policy);
  const own = ownSnapshots(world.snapshots, deployment);
  // Whose they are is not known: it is left to somebody to say so by the tag.
  const all = own.filter(({ provenance }) => provenance.deployment !== undefined);
  const lookup = lookUpClusters(world.clusters.map(({ cluster }) => cluster));
  const clusters = new Map(
    all.flatMap((one): [OwnSnapshot, Cluster][] => {
      const cluster = lookup.clusterOf(originOfOwn(one));
      return cluster === undefined ? [] : [[one, cluster]];
    }),
  );
  const retentions = new Map(
    [...clusters].flatMap(([one, cluster]): [OwnSnapshot, Retention][] => {
      const found = retentionOf(policy, cluster, one.provenance, world.region);
      return found === undefined ? [] : [[one, found]];
    }),
  );
  const complete = all.filter(({ snapshot }) => snapshot.status === 'available');
  const groups = [...Map.groupBy(complete, (one) => lookup.keyOf(originOfOwn(one))).values()];
  return {
    ours: new Map(all.map((one) => [one.snapshot.arn, one])),
    clusters,
    retentions,
    kept: new Map(groups.flatMap((group) => judgeGroup(group, retentions))),
    last: new Set(groups.flatMap(newestOf)),
    pending: pendingOf(policy, world, lookup),
  };
}

function judgeGroup(
  group: readonly OwnSnapshot[],
  retentions: ReadonlyMap<OwnSnapshot, Retention>,
): [OwnSnapshot, { held: boolean; detail: string }][] {
  const found = group.map((one) => retentions.get(one)).find((retention) => retention?.keep !== undefined);
  if (found?.keep === undefined) return [];
  const { keep, rule } = found;
  const items = group.map(({ snapshot, at }) => ({ key: snapshot.arn, at }));
  const reasons = keepReasonsOf(keep, items, rule.timezone);
  const places: ReadonlyMap<string, readonly KeepReason[]> = Map.groupBy(reasons, ({ key }) => key);
  return group.map((one) => {
    const own = places.get(one.snapshot.arn);
    const detail = own?.map(describeKeepReason).join(', ');
    return [
      one,
      {
        held: own !== undefined,
        detail: detail ?? describeExpiry(keep, reasons, one.at, rule.timezone),
      },
    ];
  });
}

function newestOf(group: readonly OwnSnapshot[]): OwnSnapshot[] {
  return group.toSorted((a, b) => (isNewer(a, b) ? -1 : 1)).slice(0, 1);
}

/** As `keep` orders them, so that the newest that it keeps is the one. */
function isNewer(one: OwnSnapshot, other: OwnSnapshot): boolean {
  return one.at > other.at || (one.at === other.at && one.snapshot.arn < other.snapshot.arn);
}

function pendingOf(policy: Policy, world: PruneWorld, lookup: ClusterLookup): Map<string, string> {
  const own = copiesAmong(ownSnapshots(world.otherRegions, deploymentOf(policy)));
  const ownByCluster = Map.groupBy(own, (copy) => lookup.keyOf(originOfOwn(copy)));
  const others = foreignSnapshots(world.otherRegions);
  const sources = Map.groupBy(world.snapshots, (source) => lookup.clusterOf(originOf(source)));
  const pending = [...sources].flatMap(([cluster, group]) => {
    if (cluster === undefined || cluster.region !== world.region) return [];
    const otherRegions = { own: ownByCluster.get(clusterKey(cluster)) ?? [], others };
    return [...copyPending(policy, cluster, group, otherRegions, world.observedAt)];
  });
  return new Map([...pending, ...beingCopied(world.otherRegions)]);
}
