import { type Aspect, actionRow, aspectNames, nameableActions } from '../../shared/policy/model/actions.ts';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import { placeName } from '../../shared/policy/model/location.ts';
import type { Policy, Rule } from '../../shared/policy/model/policy.ts';
import { matches, mayMatch } from '../../shared/policy/rules/match.ts';
import type { Fleet, FleetCluster } from '../../simulator/fleet/fleet.ts';
import { matchesOwnTags } from '../wake/concerns.ts';

/**
 * The clusters of a fleet in groups, each in the order of the fleet: nothing that happens to one cluster depends on a
 * cluster of another group. Clusters are connected by a limit that they share, by the copies and the quota of snapshots of
 * their account, and by a global database, a replication, a blue/green deployment or an order of starts.
 */
export function independentGroups(policy: Policy, { clusters }: Pick<Fleet, 'clusters'>): FleetCluster[][] {
  // The rule of a cluster may be another one after each act.
  if (matchesOwnTags(policy)) return [[...clusters]];
  const groups = new Map<FleetCluster, Set<FleetCluster>>();
  const firstWith = new Map<string, FleetCluster>();
  for (const cluster of clusters) {
    groups.set(cluster, new Set([cluster]));
    for (const tie of tiesOf(policy, cluster)) {
      const first = firstWith.get(tie);
      if (first === undefined) firstWith.set(tie, cluster);
      else join(groups, first, cluster);
    }
  }
  return [...Map.groupBy(clusters, (cluster) => groups.get(cluster)).values()];
}

function join(groups: Map<FleetCluster, Set<FleetCluster>>, one: FleetCluster, other: FleetCluster): void {
  const [a, b] = [groups.get(one), groups.get(other)];
  if (a === undefined || b === undefined || a === b) return;
  const [large, small] = a.size < b.size ? [b, a] : [a, b];
  for (const cluster of small) groups.set(cluster, large.add(cluster));
}

/** Names of everything that a cluster may share with another one. */
function* tiesOf(policy: Policy, cluster: FleetCluster): Iterable<string> {
  const { account, id, global, readReplicaOf, greenOf } = cluster;
  const place = placeName(cluster);
  for (const other of [id, readReplicaOf, greenOf])
    if (other !== undefined) yield `cluster ${account}/${other}`;
  if (global !== undefined) yield `global ${account}/${global}`;
  const seen = describe(cluster);
  for (const [index, rule] of policy.rules.entries()) {
    const { after } = rule.power ?? {};
    const isPart = after !== undefined && (mayMatch(after, seen) || mayMatch(rule.match, seen));
    if (isPart) yield `order ${index} ${place}`;
  }
  const aspects = new Set(aspectNames.filter((aspect) => rulesFor(policy, seen, aspect).length > 0));
  for (const action of nameableActions) {
    const { cap, breaker } = policy.limits[action] ?? {};
    const isDecided = actionRow(action).aspects.some((aspect) => aspects.has(aspect));
    if (isDecided && (cap !== undefined || breaker !== undefined)) yield `${action} ${place}`;
  }
  const isSnapshotFirst = rulesFor(policy, seen, 'power').some(({ power }) => power?.snapshotFirst);
  // Copies from two Regions may go to the same third one.
  if (aspects.has('snapshots') || isSnapshotFirst || cluster.snapshots.length > 0)
    yield `snapshots ${account}`;
}

/** The rules of which one decides an aspect of a cluster: of a few it may depend on when the cluster was made. */
export function rulesFor({ rules }: Policy, cluster: Cluster, aspect: Aspect): Rule[] {
  const some = rules.filter((rule) => rule[aspect] !== undefined && mayMatch(rule.match, cluster));
  const first = some.findIndex(({ match }) => matches(match, cluster));
  return first < 0 ? some : some.slice(0, first + 1);
}

/** A cluster as far as rules match it; the fleet file does not always say its id and when it was made. */
export function describe(cluster: FleetCluster): Cluster {
  const { account, region, id, engine, engineVersion, mode: engineMode, status, tags } = cluster;
  const arn = `arn:aws:rds:${region}:${account}:cluster:${id}`;
  const unread = { members: [], readReplicas: [] };
  return { arn, account, region, id, engine, engineVersion, engineMode, status, tags, ...unread };
}
