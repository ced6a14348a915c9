import { defined } from '../../defined.ts';
import { checkMembers } from '../../policy/model/availability.ts';
import type { Cluster, World } from '../../policy/model/cluster.ts';
import type { Snapshot } from '../../policy/model/snapshot.ts';
import { ineligibleByTopology } from '../../policy/power/eligibility.ts';
import type { StopFacts } from '../../policy/power/facts.ts';
import type { FactsNeeded } from '../../policy/power/facts-needed.ts';
import { checkIdle } from '../../policy/power/idle.ts';
import { idleMetrics } from '../../policy/power/idle-metrics.ts';
import { checkUpSince, unexplainedStop, uptimeMetrics } from '../../policy/power/up-since.ts';
import { parseSnapshotId } from '../../policy/snapshots/id.ts';
import { clusterKey, lookUpClusters, originOf } from '../../policy/snapshots/identity.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import type { AwsScope } from '../client/aws-scope.ts';
import { checkSeries } from './cluster-series.ts';
import { type FactSources, factSources } from './fact-sources.ts';
import type { MetricsOutage } from './metrics.ts';
import { listSnapshots } from './snapshots.ts';
import { readBlueGreen, readGlobalPeers } from './topology.ts';

/** The facts by cluster ARN, and the outage of metrics that makes all evidence `unknown`. */
export interface ReadFacts {
  readonly facts: ReadonlyMap<string, StopFacts>;
  readonly outage?: MetricsOutage;
}

/**
 * The facts about the clusters that need them: each kind is read once for the whole account and
 * Region, and metrics only where nothing else keeps the cluster up. `until` is the time of the observation. The reads in
 * `given` take the place of those that ask AWS. Throws when a listing fails; metrics that fail make the evidence `unknown`.
 */
export async function readStopFacts(
  scope: AwsScope,
  needed: FactsNeeded,
  until: EpochMs,
  given?: Partial<FactSources>,
): Promise<ReadFacts> {
  const sources = factSources(given);
  const listed = await readListedFacts(scope, needed, until, sources);
  // Clusters that cannot be stopped anyway, perhaps ever, would cost metrics in each sweep.
  const open = needed.idle.filter(({ cluster, matters }) => {
    const known = listed.get(cluster.arn);
    return known !== undefined && mayStop(cluster, known) && (matters?.(known) ?? true);
  });
  const rules = new Map(open.map(({ cluster, rule }) => [cluster, rule]));
  const { results, outage } = await checkSeries(
    scope,
    open,
    (cluster) => idleMetrics(cluster, rules.get(cluster)),
    (cluster, window, series) => checkIdle(cluster, window, series, rules.get(cluster)),
    sources.series,
  );
  const facts = new Map(
    [...listed].map(([arn, known]): [string, StopFacts] => {
      const evidence = results.get(arn);
      return [arn, evidence ? { ...known, evidence } : known];
    }),
  );
  const unexplained = needed.uptime.filter(({ cluster, evenIfUsed }) =>
    mayHaveStarted(cluster, facts.get(cluster.arn), evenIfUsed),
  );
  const up = await checkSeries(scope, unexplained, uptimeMetrics, checkUpSince, sources.series);
  for (const [arn, upSince] of up.results) {
    const known = facts.get(arn);
    if (known !== undefined) facts.set(arn, { ...known, upSince });
  }
  return { facts, ...defined({ outage: outage ?? up.outage }) };
}

function mayStop(cluster: Cluster, facts: StopFacts | undefined): boolean {
  return (
    facts !== undefined &&
    ineligibleByTopology(facts) === undefined &&
    checkMembers(cluster, facts.members) === undefined
  );
}

/** Whether a stop still depends on a start that nothing has reported. */
function mayHaveStarted(cluster: Cluster, facts: StopFacts | undefined, evenIfUsed = false): boolean {
  const { state = 'idle' } = facts?.evidence ?? {};
  return (
    mayStop(cluster, facts) &&
    (state === 'idle' || evenIfUsed) &&
    unexplainedStop(cluster, facts) !== undefined
  );
}

async function readListedFacts(
  scope: AwsScope,
  needed: FactsNeeded,
  until: EpochMs,
  sources: FactSources,
): Promise<Map<string, StopFacts>> {
  const [members, peers, blueGreen, { starts, renames }, snapshots] = await Promise.all([
    sources.members(scope),
    readGlobalPeers(scope),
    readBlueGreen(scope),
    sources.powerEvents(scope, needed.eventsSince, until),
    readSnapshots(scope, needed),
  ]);
  const membersOf = Map.groupBy(members, (member) => member.clusterId);
  return new Map(
    needed.clusters.map((cluster): [string, StopFacts] => {
      const [lastStart, renamedAt] = [starts.get(cluster.id), renames.get(cluster.id)];
      return [
        cluster.arn,
        {
          members: membersOf.get(cluster.id) ?? [],
          globalPeers: peers.get(cluster.arn) ?? unlistedPeers(cluster),
          inBlueGreen: blueGreen.has(cluster.arn),
          snapshots: snapshots.get(clusterKey(cluster)) ?? [],
          ...defined({ lastStart, renamedAt }),
        },
      ];
    }),
  );
}

/** The cluster names a global database that no listing shows, so it is not known whether it is alone there. */
function unlistedPeers({ globalClusterId }: Cluster): string[] {
  return globalClusterId === undefined ? [] : [`those of ${globalClusterId}`];
}

/** The world with the facts put to their clusters. */
export function withFacts(world: World, facts: ReadonlyMap<string, StopFacts>): World {
  const clusters = world.clusters.map((observed) => {
    const found = facts.get(observed.cluster.arn);
    return found === undefined ? observed : { ...observed, facts: found };
  });
  return { ...world, clusters };
}

/** The snapshots of each cluster that have an identifier of Dormouse's, by `clusterKey`; none when no rule asks. */
async function readSnapshots(scope: AwsScope, needed: FactsNeeded): Promise<Map<string, Snapshot[]>> {
  if (!needed.snapshots) return new Map();
  const { snapshots } = await listSnapshots(scope, { type: 'manual' });
  const lookup = lookUpClusters(needed.clusters);
  const named = snapshots.filter(({ id }) => parseSnapshotId(id) !== undefined);
  return Map.groupBy(named, (snapshot) => lookup.keyOf(originOf(snapshot)));
}
