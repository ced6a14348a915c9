import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import { beingCopied, copyPending } from './copy-pending.ts';
import { describeExpiry, describeKeepReason, type KeepReason, keepReasonsOf } from './keep.ts';
import { copiesAmong, isCopy, type OwnSnapshot, ownSnapshots } from './provenance.ts';
import { type Retention, retentionOf } from './retention.ts';
import type { PruneWorld } from './worlds.ts';

/** What speaks for keeping the snapshots of a world, found once for all of them. */
export interface PruneContext {
  /** What Dormouse made, by ARN. */
  readonly ours: ReadonlyMap<string, OwnSnapshot>;
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly retentions: ReadonlyMap<OwnSnapshot, Retention>;
  /** The places of each, and of one without any why; only of those whose rule has a `keep`. */
  readonly kept: ReadonlyMap<OwnSnapshot, { readonly held: boolean; readonly detail: string }>;
  /** Of each cluster the newest complete one: it always stays. */
  readonly last: ReadonlySet<OwnSnapshot>;
  /** Why it has to be copied first, by ARN. */
  readonly pending: ReadonlyMap<string, string>;
}

export function toPruneContext(policy: Policy, world: PruneWorld): PruneContext {
  const all = ownSnapshots(world.snapshots);
  const clusters = new Map(world.clusters.map(({ cluster }) => [cluster.arn, cluster]));
  const retentions = new Map(
    all.flatMap((one): [OwnSnapshot, Retention][] => {
      const cluster = clusters.get(one.provenance.cluster);
      const found = cluster && retentionOf(policy, cluster, one.provenance, world.region);
      return found === undefined ? [] : [[one, found]];
    }),
  );
  const complete = all.filter(({ snapshot }) => snapshot.status === 'available');
  const groups = Map.groupBy(complete, ({ provenance }) => `${isCopy(provenance)} ${provenance.cluster}`);
  return {
    ours: new Map(all.map((one) => [one.snapshot.arn, one])),
    clusters,
    retentions,
    kept: new Map([...groups.values()].flatMap((group) => judgeGroup(group, retentions))),
    last: lastOfEach(complete),
    pending: pendingOf(policy, world, [...clusters.values()]),
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

function lastOfEach(complete: readonly OwnSnapshot[]): Set<OwnSnapshot> {
  const newest = new Map<string, OwnSnapshot>();
  for (const one of complete) {
    const other = newest.get(one.provenance.cluster);
    if (other === undefined || isNewer(one, other)) newest.set(one.provenance.cluster, one);
  }
  return new Set(newest.values());
}

/** As `keep` orders them, so that the newest that it keeps is the one. */
function isNewer(one: OwnSnapshot, other: OwnSnapshot): boolean {
  return one.at > other.at || (one.at === other.at && one.snapshot.arn < other.snapshot.arn);
}

function pendingOf(policy: Policy, world: PruneWorld, clusters: readonly Cluster[]): Map<string, string> {
  const copies = Map.groupBy(
    copiesAmong(ownSnapshots(world.otherRegions)),
    ({ provenance }) => provenance.cluster,
  );
  const snapshots = Map.groupBy(world.snapshots, ({ clusterId }) => clusterId);
  const pending = clusters
    .filter(({ account, region }) => account === world.account && region === world.region)
    .flatMap((cluster) => [
      ...copyPending(
        policy,
        cluster,
        snapshots.get(cluster.id) ?? [],
        copies.get(cluster.arn) ?? [],
        world.observedAt,
      ),
    ]);
  return new Map([...pending, ...beingCopied(world.otherRegions)]);
}
