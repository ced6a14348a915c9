import type { Cluster as Described } from '../shared/policy/model/cluster.ts';
import { placeName } from '../shared/policy/model/location.ts';
import type { Policy } from '../shared/policy/model/policy.ts';
import { hasOrder } from '../shared/policy/power/order.ts';
import { matches } from '../shared/policy/rules/match.ts';
import { settingsOf } from '../shared/policy/rules/settings.ts';
import type { Cluster } from '../simulator/rds/clusters/cluster.ts';

type Groups = readonly (readonly Cluster[])[];

/**
 * The clusters that have to be listed together, because what is decided about one depends on the other: those of a global
 * database, both of a blue/green deployment, and those that `power.after` puts before or after each other. Each cluster
 * that depends on others, directly or through them, has one list with all of these.
 */
export function findRelatives(
  policy: Policy,
  clusters: readonly Cluster[],
): ReadonlyMap<Cluster, readonly Cluster[]> {
  const relatives = new Map<Cluster, Cluster[]>();
  for (const [first, ...others] of [
    ...ofGlobals(clusters),
    ...ofDeployments(clusters),
    ...inOrder(policy, clusters),
  ]) {
    if (first === undefined) continue;
    const group = relatives.get(first) ?? [first];
    relatives.set(first, group);
    for (const other of others) {
      const joined = relatives.get(other) ?? [other];
      if (joined === group) continue;
      group.push(...joined);
      for (const one of joined) relatives.set(one, group);
    }
  }
  return relatives;
}

function ofGlobals(clusters: readonly Cluster[]): Groups {
  const inGlobal = clusters.filter(({ globalId }) => globalId !== undefined);
  const groups = Map.groupBy(inGlobal, ({ account, globalId }) => `${account}/${globalId}`).values();
  return [...groups].filter(({ length }) => length > 1);
}

function ofDeployments(clusters: readonly Cluster[]): Groups {
  const byArn = new Map(clusters.map((cluster) => [cluster.arn, cluster]));
  return clusters.flatMap((green) => {
    const blue = byArn.get(green.blue ?? '');
    return blue === undefined ? [] : [[blue, green]];
  });
}

/** For each rule with an order, its clusters in one account and Region together with all that come before them. */
function inOrder(policy: Policy, clusters: readonly Cluster[]): Groups {
  if (!hasOrder(policy)) return [];
  const places = Map.groupBy(clusters, placeName);
  return [...places.values()].flatMap((here) => {
    const described = here.map((cluster) => ({ cluster, seen: describe(cluster) }));
    const byAfter = Map.groupBy(described, ({ seen }) => settingsOf(policy, seen, 'power')?.settings.after);
    return [...byAfter].flatMap(([after, later]) => {
      const earlier = after === undefined ? [] : described.filter(({ seen }) => matches(after, seen));
      return earlier.length === 0 ? [] : [[...earlier, ...later].map(({ cluster }) => cluster)];
    });
  });
}

/** A cluster as far as rules match it. */
function describe({ mode, tags, members, ...cluster }: Cluster): Described {
  const { arn, account, region, id, resourceId, engine, engineVersion, createdAt, readReplicas } = cluster;
  return {
    ...{ arn, account, region, id, resourceId, engine, engineVersion, createdAt, readReplicas },
    ...{
      engineMode: mode,
      status: '',
      tags: Object.fromEntries(tags),
      members: members.map(({ id: name }) => name),
    },
  };
}

/** The clusters and their relatives. */
export function withRelatives(
  clusters: ReadonlySet<Cluster>,
  relatives: ReadonlyMap<Cluster, readonly Cluster[]>,
): ReadonlySet<Cluster> {
  if (relatives.size === 0) return clusters;
  const all = new Set(clusters);
  const added = new Set<readonly Cluster[]>();
  for (const cluster of clusters) {
    const group = relatives.get(cluster) ?? [];
    if (added.has(group)) continue;
    added.add(group);
    for (const other of group) all.add(other);
  }
  return all;
}
