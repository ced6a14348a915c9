import { judgeMembers } from '../../policy/model/availability.ts';
import type { Cluster, World } from '../../policy/model/cluster.ts';
import type { Snapshot } from '../../policy/model/snapshot.ts';
import { ineligibleByTopology } from '../../policy/power/eligibility.ts';
import type { StopFacts } from '../../policy/power/facts.ts';
import type { FactsNeeded } from '../../policy/power/facts-needed.ts';
import { judgeIdle } from '../../policy/power/idle.ts';
import { idleMetrics } from '../../policy/power/idle-metrics.ts';
import { isCopy, ownSnapshots } from '../../policy/snapshots/provenance.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import type { AwsScope } from '../client/aws-scope.ts';
import { judgeSeries } from './cluster-series.ts';
import { listMembers } from './members.ts';
import { readLastStarts } from './rds-events.ts';
import { listSnapshots } from './snapshots.ts';
import { readBlueGreen, readGlobalPeers } from './topology.ts';

/**
 * The facts about the clusters that need them, by cluster ARN: each kind is read once for the whole account and
 * Region, and metrics only where nothing else keeps the cluster up. `until` is the time of the observation. Throws when
 * a listing fails; metrics that fail make the evidence `unknown`.
 */
export async function readStopFacts(
  scope: AwsScope,
  needed: FactsNeeded,
  until: EpochMs,
): Promise<Map<string, StopFacts>> {
  const facts = await readListedFacts(scope, needed, until);
  // What cannot be stopped anyway, perhaps ever, would cost metrics in each sweep.
  const open = needed.idle.filter(({ cluster }) => mayStop(cluster, facts.get(cluster.arn)));
  const evidence = await judgeSeries(scope, open, idleMetrics, judgeIdle);
  return new Map(
    [...facts].map(([arn, listed]) => {
      const seen = evidence.get(arn);
      return [arn, seen ? { ...listed, evidence: seen } : listed];
    }),
  );
}

function mayStop(cluster: Cluster, facts: StopFacts | undefined): boolean {
  return (
    facts !== undefined &&
    ineligibleByTopology(facts) === undefined &&
    judgeMembers(cluster, facts.members) === undefined
  );
}

async function readListedFacts(
  scope: AwsScope,
  needed: FactsNeeded,
  until: EpochMs,
): Promise<Map<string, StopFacts>> {
  const [members, peers, blueGreen, starts, snapshots] = await Promise.all([
    listMembers(scope),
    readGlobalPeers(scope),
    readBlueGreen(scope),
    readLastStarts(scope, needed.eventsSince, until),
    readOurSnapshots(scope, needed),
  ]);
  const membersOf = Map.groupBy(members, (member) => member.clusterId);
  return new Map(
    needed.clusters.map((cluster): [string, StopFacts] => {
      const lastStart = starts.get(cluster.id);
      return [
        cluster.arn,
        {
          members: membersOf.get(cluster.id) ?? [],
          globalPeers: peers.get(cluster.arn) ?? unlistedPeers(cluster),
          inBlueGreen: blueGreen.has(cluster.arn),
          snapshots: snapshots.get(cluster.id) ?? [],
          ...(lastStart && { lastStart }),
        },
      ];
    }),
  );
}

/** A cluster that says it is of a global database which no listing shows: whether it is alone there is not known. */
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

/** What Dormouse took of each cluster, by its identifier; nothing when no rule asks. */
async function readOurSnapshots(scope: AwsScope, needed: FactsNeeded): Promise<Map<string, Snapshot[]>> {
  if (!needed.snapshots) return new Map();
  const { snapshots } = await listSnapshots(scope, { type: 'manual' });
  const taken = ownSnapshots(snapshots).filter(({ provenance }) => !isCopy(provenance));
  return Map.groupBy(
    taken.map(({ snapshot }) => snapshot),
    ({ clusterId }) => clusterId,
  );
}
