import type { Cluster } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import { beingCopied, copyPending } from './copy-pending.ts';
import { describeExpiry, describeHolder, type Holder, holdersOf } from './keep.ts';
import { copiesAmong, isCopy, type Ours, ourSnapshots } from './provenance.ts';
import { type Retention, retentionOf } from './retention.ts';
import type { PruneWorld } from './snapshot.ts';

/** What speaks for keeping the snapshots of a world, found once for all of them. */
export interface PruneScene {
  /** What Dormouse made, by ARN. */
  readonly ours: ReadonlyMap<string, Ours>;
  readonly clusters: ReadonlyMap<string, Cluster>;
  readonly retentions: ReadonlyMap<Ours, Retention>;
  /** The places of each, and of one without any why; only of those whose rule has a `keep`. */
  readonly kept: ReadonlyMap<Ours, { readonly held: boolean; readonly detail: string }>;
  /** Of each cluster the newest complete one: it always stays. */
  readonly last: ReadonlySet<Ours>;
  /** Why it has to be copied first, by ARN. */
  readonly pending: ReadonlyMap<string, string>;
}

export function sceneOf(policy: Policy, world: PruneWorld): PruneScene {
  const all = ourSnapshots(world.snapshots);
  const clusters = new Map(world.clusters.map(({ cluster }) => [cluster.arn, cluster]));
  const retentions = new Map(
    all.flatMap((one): [Ours, Retention][] => {
      const cluster = clusters.get(one.making.cluster);
      const found = cluster && retentionOf(policy, cluster, one.making, world.region);
      return found === undefined ? [] : [[one, found]];
    }),
  );
  const complete = all.filter(({ snapshot }) => snapshot.status === 'available');
  const groups = Map.groupBy(complete, ({ making }) => `${isCopy(making)} ${making.cluster}`);
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
  group: readonly Ours[],
  retentions: ReadonlyMap<Ours, Retention>,
): [Ours, { held: boolean; detail: string }][] {
  const found = group.map((one) => retentions.get(one)).find((retention) => retention?.keep !== undefined);
  if (found?.keep === undefined) return [];
  const { keep, rule } = found;
  const items = group.map(({ snapshot, at }) => ({ key: snapshot.arn, at }));
  const holders = holdersOf(keep, items, rule.timezone);
  const places: ReadonlyMap<string, readonly Holder[]> = Map.groupBy(holders, ({ key }) => key);
  return group.map((one) => {
    const own = places.get(one.snapshot.arn);
    const detail = own?.map(describeHolder).join(', ');
    return [
      one,
      {
        held: own !== undefined,
        detail: detail ?? describeExpiry(keep, holders, one.at, rule.timezone),
      },
    ];
  });
}

function lastOfEach(complete: readonly Ours[]): Set<Ours> {
  const newest = new Map<string, Ours>();
  for (const one of complete) {
    const other = newest.get(one.making.cluster);
    if (other === undefined || isNewer(one, other)) newest.set(one.making.cluster, one);
  }
  return new Set(newest.values());
}

/** As `keep` orders them, so that the newest that it keeps is the one. */
function isNewer(one: Ours, other: Ours): boolean {
  return one.at > other.at || (one.at === other.at && one.snapshot.arn < other.snapshot.arn);
}

function pendingOf(policy: Policy, world: PruneWorld, clusters: readonly Cluster[]): Map<string, string> {
  const copies = Map.groupBy(copiesAmong(ourSnapshots(world.abroad)), ({ making }) => making.cluster);
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
  return new Map([...pending, ...beingCopied(world.abroad)]);
}
