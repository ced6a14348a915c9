import type { Cluster } from '../model/cluster.ts';
import { engineOf } from '../model/engines.ts';
import {
  EXCLUDE,
  firstObstacle,
  type Ineligible,
  isMultiAz,
  MULTI_AZ_LIMITS,
  type Obstacle,
} from '../model/obstacle.ts';
import type { StopFacts } from './facts.ts';

const AURORA = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html';
const DOCDB = 'https://docs.aws.amazon.com/documentdb/latest/developerguide/db-cluster-stop-start.html';
const RUNBOOK =
  'https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-startstopauroracluster.html';

const toStart: readonly Obstacle<Cluster>[] = [
  {
    applies: isMultiAz,
    detail: () => `a Multi-AZ DB cluster has no stop and start; ${EXCLUDE}`,
    source: MULTI_AZ_LIMITS,
  },
  {
    applies: (cluster) => engineOf(cluster).stops === undefined,
    detail: ({ engine }) => `the engine ${engine} is not known to stop and start; ${EXCLUDE}`,
    source: AURORA,
  },
  {
    applies: ({ engineMode }) => engineMode === 'serverless',
    detail: () => `Aurora Serverless v1 has no stop and start; upgrade it to Serverless v2 or ${EXCLUDE}`,
    source: AURORA,
  },
  {
    applies: ({ engineMode }) => engineMode === 'multimaster',
    detail: () => `a multi-master cluster has no stop and start; ${EXCLUDE}`,
    source: RUNBOOK,
  },
];

const toStop: readonly Obstacle<Cluster>[] = [
  ...toStart,
  {
    applies: ({ replicationSource }) => replicationSource !== undefined,
    detail: ({ replicationSource }) => `it replicates from ${replicationSource}; promote it or ${EXCLUDE}`,
    source: AURORA,
  },
  {
    applies: ({ readReplicas }) => readReplicas.length > 0,
    detail: ({ readReplicas }) =>
      `${readReplicas.join(', ')} replicates from it; promote or delete that, or ${EXCLUDE}`,
    source: AURORA,
  },
  // Amazon DocumentDB documents it; what Aurora and Neptune answer is not documented, and there is nothing to save.
  {
    applies: ({ members }) => members.length === 0,
    detail: () => `it has no instances, so nothing runs; add one or ${EXCLUDE}`,
    source: DOCDB,
  },
];

const topology: readonly Obstacle<StopFacts>[] = [
  {
    applies: ({ globalPeers }) => globalPeers.length > 0,
    detail: ({ globalPeers }) =>
      `its global database has other clusters (${globalPeers.join(', ')}); remove them or ${EXCLUDE}`,
    source: AURORA,
  },
  {
    applies: ({ inBlueGreen }) => inBlueGreen,
    detail: () => 'it is part of a blue/green deployment; delete the deployment when it is done',
    source: AURORA,
  },
];

/** Why AWS never stops a cluster of this kind, whatever its status; undefined when it does. */
export function ineligibleToStop(cluster: Cluster): Ineligible | undefined {
  return firstObstacle(toStop, cluster);
}

/** Why AWS never starts a cluster of this kind, whatever its status; undefined when it does. */
export function ineligibleToStart(cluster: Cluster): Ineligible | undefined {
  return firstObstacle(toStart, cluster);
}

/** Why AWS does not stop the cluster because of other clusters around it; undefined when it does. */
export function ineligibleByTopology(facts: StopFacts): Ineligible | undefined {
  return firstObstacle(topology, facts);
}
