import type { Cluster, World } from '../model/cluster.ts';
import type { Policy } from '../model/policy.ts';
import { orNone } from '../rules/isolate.ts';
import { matches } from '../rules/match.ts';
import { settingsOf } from '../rules/settings.ts';

/** The clusters of one account and Region in the order that `power.after` of their rules asks for. */
export interface Order {
  /** The clusters that come before it, but for those of its own circle. */
  before(cluster: Cluster): readonly Cluster[];
  /** The clusters that come after it, but for those of its own circle. */
  after(cluster: Cluster): readonly Cluster[];
  /** The others of a circle in which each comes after the next. Among these nothing waits. */
  circle(cluster: Cluster): readonly Cluster[];
  /** How many clusters come before it, one after the other, at most. */
  steps(cluster: Cluster): number;
}

/** Undefined where no rule has `power.after`, so that nothing has to be put in order. */
export function orderOf(policy: Policy, clusters: readonly Cluster[]): Order | undefined {
  const wanted = predecessors(policy, clusters);
  if (wanted.size === 0) return undefined;
  const circles = circlesOf(wanted);
  const before = new Map<Cluster, readonly Cluster[]>();
  const after = new Map<Cluster, Cluster[]>();
  for (const [cluster, others] of wanted) {
    const circle = circles.get(cluster);
    const outside = circle === undefined ? others : others.filter((other) => circles.get(other) !== circle);
    before.set(cluster, outside);
    for (const other of outside) {
      const dependents = after.get(other);
      if (dependents === undefined) after.set(other, [cluster]);
      else dependents.push(cluster);
    }
  }
  const known = new Map<Cluster, number>();
  const steps = (cluster: Cluster): number => {
    const counted = known.get(cluster);
    if (counted !== undefined) return counted;
    let most = 0;
    for (const other of before.get(cluster) ?? []) most = Math.max(most, steps(other) + 1);
    known.set(cluster, most);
    return most;
  };
  return {
    before: (cluster) => before.get(cluster) ?? [],
    after: (cluster) => after.get(cluster) ?? [],
    circle: (cluster) => circles.get(cluster)?.filter((other) => other !== cluster) ?? [],
    steps,
  };
}

/** By cluster, all that its rule puts before it. */
function predecessors(policy: Policy, clusters: readonly Cluster[]): Map<Cluster, readonly Cluster[]> {
  const byRule = new Map<object, ReadonlySet<Cluster>>();
  const found = new Map<Cluster, readonly Cluster[]>();
  if (!hasOrder(policy)) return found;
  for (const cluster of clusters) {
    const [settings] = orNone(() => [settingsOf(policy, cluster, 'power')?.settings]);
    if (settings?.after === undefined) continue;
    const { after } = settings;
    const all = byRule.get(after) ?? new Set(clusters.filter((other) => matches(after, other)));
    byRule.set(after, all);
    const others = [...all].filter((other) => other !== cluster);
    if (others.length > 0) found.set(cluster, others);
  }
  return found;
}

/**
 * The identifiers of clusters for which something may be due once these have changed: once they are available, those that
 * come `after` them are started; once they are stopped, those `before` them.
 */
export function neighboursOf(
  policy: Policy,
  { clusters }: World,
  ids: ReadonlySet<string>,
  side: 'before' | 'after',
): string[] {
  const all = clusters.map(({ cluster }) => cluster);
  const order = ids.size === 0 ? undefined : orderOf(policy, all);
  if (order === undefined) return [];
  const found = all.filter(({ id }) => ids.has(id)).flatMap((cluster) => order[side](cluster));
  return found.map(({ id }) => id);
}

/** Whether any rule puts clusters in order. */
export function hasOrder({ rules }: Pick<Policy, 'rules'>): boolean {
  return rules.some(({ power }) => power?.after !== undefined);
}

/**
 * The circles among the clusters, each as one list that its clusters share: strongly connected components of more than
 * one, by Tarjan's algorithm. https://doi.org/10.1137/0201010
 */
function circlesOf(before: ReadonlyMap<Cluster, readonly Cluster[]>): Map<Cluster, readonly Cluster[]> {
  const circles = new Map<Cluster, readonly Cluster[]>();
  const numbers = new Map<Cluster, number>();
  const open: Cluster[] = [];
  const isOpen = new Set<Cluster>();

  /** The lowest number that can be reached from it. */
  function visit(cluster: Cluster): number {
    const number = numbers.size;
    numbers.set(cluster, number);
    open.push(cluster);
    isOpen.add(cluster);
    let lowest = number;
    for (const other of before.get(cluster) ?? []) {
      const seen = numbers.get(other);
      if (seen === undefined) lowest = Math.min(lowest, visit(other));
      else if (isOpen.has(other)) lowest = Math.min(lowest, seen);
    }
    if (lowest === number) {
      const group = open.splice(open.lastIndexOf(cluster));
      for (const one of group) {
        isOpen.delete(one);
        if (group.length > 1) circles.set(one, group);
      }
    }
    return lowest;
  }

  for (const cluster of before.keys()) if (!numbers.has(cluster)) visit(cluster);
  return circles;
}

/** How many clusters are named in a detail; the rest is a count. */
const NAMED = 3;

/** @example 'orders-db, users-db, events-db and 2 more' */
export function namesOf(clusters: readonly Cluster[]): string {
  const names = clusters.slice(0, NAMED).map(({ id }) => id);
  const more = clusters.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

/** The words that a detail gets where a circle keeps the order from being followed; else none. */
export function circleText(circle: readonly Cluster[]): string {
  return circle.length === 0
    ? ''
    : `; ${namesOf(circle)} and it come after each other by power.after, so none of them waits for another`;
}
