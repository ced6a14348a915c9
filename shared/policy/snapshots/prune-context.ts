import { once, oncePerThing } from '../../once.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Keep, Policy } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { beingCopied, copyPending } from './copy-pending.ts';
import { deploymentOf } from './deployment.ts';
import { type ClusterLookup, clusterKey, lookUpClusters, originOf, originOfOwn } from './identity.ts';
import { describeExpiry, describeKeepReason, type KeepReason, keepReasonsOf } from './keep.ts';
import { copiesAmong, foreignSnapshots, type OwnSnapshot, ownSnapshots } from './own.ts';
import { keepText, type Retention, retentionOf } from './retention.ts';
import type { PruneWorld } from './worlds.ts';

/** Whether a snapshot stays, and why. */
interface Verdict {
  readonly held: boolean;
  readonly detail: string;
}

/** The facts that speak for keeping the snapshots of a world, found once for all of them. */
export interface PruneContext {
  /** The snapshots that Dormouse made, by ARN. */
  readonly ours: ReadonlyMap<string, OwnSnapshot>;
  /** The cluster of each whose cluster is there, whatever that is called now. */
  readonly clusters: ReadonlyMap<OwnSnapshot, Cluster>;
  readonly retentions: ReadonlyMap<OwnSnapshot, Retention>;
  /** By `keyOf` its cluster, the complete ones, newest first. */
  readonly groups: ReadonlyMap<string, readonly OwnSnapshot[]>;
  /** The same key for all snapshots of one cluster, gone or not. */
  keyOf(one: OwnSnapshot): string;
  /** Whether a keep would keep a complete one, of all those of its cluster here. */
  keptBy(one: OwnSnapshot, keep: Keep, timezone: string): Verdict;
  /** The newest complete snapshot of each cluster: it always stays. */
  readonly last: ReadonlySet<OwnSnapshot>;
  /** The complete copies of each source in other Regions, whoever made them, by its ARN. */
  readonly copies: ReadonlyMap<string | undefined, readonly Snapshot[]>;
  /** Why a snapshot has to be copied first; undefined: it need not be. */
  pendingFor(snapshot: Snapshot): string | undefined;
}

/** The part of a world that does not depend on its keys. */
type Listed = Pick<PruneWorld, 'snapshots' | 'region' | 'observedAt' | 'clusters' | 'otherRegions'>;

/** Found once for all snapshots of a world. */
export function findPruneContext(policy: Policy, world: Listed): PruneContext {
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
  const keyOf = (one: OwnSnapshot): string => lookup.keyOf(originOfOwn(one));
  const groups = Map.groupBy(
    complete.toSorted((a, b) => (isNewer(a, b) ? -1 : 1)),
    keyOf,
  );
  const verdicts = new Map<readonly OwnSnapshot[], Map<string, ReadonlyMap<OwnSnapshot, Verdict>>>();
  const details = new Map<string, string>();
  return {
    ours: new Map(all.map((one) => [one.snapshot.arn, one])),
    clusters,
    retentions,
    groups,
    keyOf,
    keptBy(one, keep, timezone) {
      const group = groups.get(keyOf(one)) ?? [];
      const ofGroup = verdicts.get(group) ?? new Map<string, ReadonlyMap<OwnSnapshot, Verdict>>();
      verdicts.set(group, ofGroup);
      const key = `${timezone} ${keepText(keep)}`;
      const known = ofGroup.get(key) ?? verdictsOf(group, keep, timezone, details);
      ofGroup.set(key, known);
      return known.get(one) ?? { held: false, detail: 'it is not complete' };
    },
    last: new Set([...groups.values()].flatMap((group) => group.slice(0, 1))),
    copies: Map.groupBy(
      world.otherRegions.filter(({ status }) => status === 'available'),
      ({ sourceArn }) => sourceArn,
    ),
    pendingFor: findPending(policy, world, lookup),
  };
}

function verdictsOf(
  group: readonly OwnSnapshot[],
  keep: Keep,
  timezone: string,
  details: Map<string, string>,
): ReadonlyMap<OwnSnapshot, Verdict> {
  const items = group.map(({ snapshot, at }) => ({ key: snapshot.arn, at }));
  const reasons = keepReasonsOf(keep, items, timezone);
  const byKey: ReadonlyMap<string, readonly KeepReason[]> = Map.groupBy(reasons, ({ key }) => key);
  return new Map(
    group.map((one): [OwnSnapshot, Verdict] => {
      const own = byKey.get(one.snapshot.arn);
      const text = own?.map(describeKeepReason).join(', ') ?? describeExpiry(keep, reasons, one.at, timezone);
      // Snapshots of the same day have the same, whatever their cluster: 30,000 texts would take megabytes.
      const detail = details.get(text) ?? text;
      details.set(text, detail);
      return [one, { held: own !== undefined, detail }];
    }),
  );
}

/** As `keep` orders them, so that the newest that it keeps is the one. */
function isNewer(one: OwnSnapshot, other: OwnSnapshot): boolean {
  return one.at > other.at || (one.at === other.at && one.snapshot.arn < other.snapshot.arn);
}

/** Finds the reasons of a cluster when somebody first asks about one of its snapshots: if none may go, nobody does. */
function findPending(policy: Policy, world: Listed, lookup: ClusterLookup): PruneContext['pendingFor'] {
  const { snapshots, otherRegions, observedAt } = world;
  const clusterOf = (snapshot: Snapshot) => lookup.clusterOf(originOf(snapshot));
  const listed = once(() => {
    const own = copiesAmong(ownSnapshots(otherRegions, deploymentOf(policy)));
    return {
      sources: Map.groupBy(snapshots, clusterOf),
      own: Map.groupBy(own, (copy) => lookup.keyOf(originOfOwn(copy))),
      others: foreignSnapshots(otherRegions),
      underWay: beingCopied(otherRegions),
    };
  });
  const ofCluster = oncePerThing((cluster: Cluster) => {
    const { sources, own, others } = listed();
    const elsewhere = { own: own.get(clusterKey(cluster)) ?? [], others };
    return copyPending(policy, cluster, sources.get(cluster) ?? [], elsewhere, observedAt);
  });
  return (snapshot) => {
    const cluster = clusterOf(snapshot);
    const isHere = cluster !== undefined && cluster.region === world.region;
    return listed().underWay.get(snapshot.arn) ?? (isHere ? ofCluster(cluster).get(snapshot.arn) : undefined);
  };
}
