import type { Cluster, StopFacts } from '../model/cluster.ts';
import type { Snapshot } from '../snapshots/snapshot.ts';

/** Why AWS does not allow an action on a cluster, and what would help. */
export interface Ineligible {
  /** One sentence for people, with the remedy. */
  readonly detail: string;
  /** Where AWS says so. */
  readonly source: string;
}

/** One thing that AWS does not allow. */
export interface Obstacle<T> {
  readonly stands: (subject: T) => boolean;
  readonly detail: (subject: T) => string;
  readonly source: string;
}

const AURORA = 'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html';
const DOCDB = 'https://docs.aws.amazon.com/documentdb/latest/developerguide/db-cluster-stop-start.html';
export const MULTI_AZ_LIMITS =
  'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.Limitations.html';

const STOPPABLE_ENGINES = ['aurora', 'aurora-mysql', 'aurora-postgresql', 'neptune', 'docdb'];
const EXCLUDE = 'exclude it from the rule';

const multiAz: Obstacle<Cluster> = {
  stands: isMultiAz,
  detail: () => `a Multi-AZ DB cluster has no stop and start; ${EXCLUDE}`,
  source: MULTI_AZ_LIMITS,
};

const unknownEngine: Obstacle<Cluster> = {
  stands: ({ engine }) => !STOPPABLE_ENGINES.includes(engine),
  detail: ({ engine }) => `the engine ${engine} is not known to stop and start; ${EXCLUDE}`,
  source: AURORA,
};

const serverlessV1: Obstacle<Cluster> = {
  stands: ({ engineMode }) => engineMode === 'serverless',
  detail: () => `Aurora Serverless v1 has no stop and start; upgrade it to Serverless v2 or ${EXCLUDE}`,
  source: AURORA,
};

const multimaster: Obstacle<Cluster> = {
  stands: ({ engineMode }) => engineMode === 'multimaster',
  detail: () => `a multi-master cluster has no stop and start; ${EXCLUDE}`,
  source:
    'https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/automation-aws-startstopauroracluster.html',
};

const replica: Obstacle<Cluster> = {
  stands: ({ replicationSource }) => replicationSource !== undefined,
  detail: ({ replicationSource }) => `it replicates from ${replicationSource}; promote it or ${EXCLUDE}`,
  source: AURORA,
};

const source: Obstacle<Cluster> = {
  stands: ({ readReplicas }) => readReplicas.length > 0,
  detail: ({ readReplicas }) =>
    `${readReplicas.join(', ')} replicates from it; promote or delete that, or ${EXCLUDE}`,
  source: AURORA,
};

/** Amazon DocumentDB documents it; what Aurora and Neptune answer is not documented, and there is nothing to save. */
const noInstances: Obstacle<Cluster> = {
  stands: ({ members }) => members.length === 0,
  detail: () => `it has no instances, so nothing runs; add one or ${EXCLUDE}`,
  source: DOCDB,
};

const globalPeers: Obstacle<StopFacts> = {
  stands: (facts) => facts.globalPeers.length > 0,
  detail: (facts) =>
    `its global database has other clusters (${facts.globalPeers.join(', ')}); remove them or ${EXCLUDE}`,
  source: AURORA,
};

const blueGreen: Obstacle<StopFacts> = {
  stands: (facts) => facts.inBlueGreen,
  detail: () => 'it is part of a blue/green deployment; delete the deployment when it is done',
  source: AURORA,
};

const multiAzSnapshot: Obstacle<Pick<Snapshot, 'engine'>> = {
  stands: ({ engine }) => engine === 'mysql' || engine === 'postgres',
  detail: () => `AWS does not copy snapshots of Multi-AZ DB clusters; ${EXCLUDE}`,
  source: MULTI_AZ_LIMITS,
};

const toStop = [multiAz, unknownEngine, serverlessV1, multimaster, replica, source, noInstances];
const toStart = [multiAz, unknownEngine, serverlessV1, multimaster];
const topology = [globalPeers, blueGreen];

export function isMultiAz({ engine, instanceClass }: Cluster): boolean {
  return engine === 'mysql' || engine === 'postgres' || instanceClass !== undefined;
}

/** What of the cluster itself keeps AWS from stopping it, whatever its status; undefined when nothing does. */
export function ineligibleToStop(cluster: Cluster): Ineligible | undefined {
  return firstObstacle(toStop, cluster);
}

/** What of the cluster itself keeps AWS from starting it, whatever its status; undefined when nothing does. */
export function ineligibleToStart(cluster: Cluster): Ineligible | undefined {
  return firstObstacle(toStart, cluster);
}

/** What of a snapshot, or of a cluster's snapshots, keeps AWS from copying it, whatever its status; undefined when nothing does. */
export function ineligibleToCopy(snapshot: Pick<Snapshot, 'engine'>): Ineligible | undefined {
  return firstObstacle([multiAzSnapshot], snapshot);
}

/** What of the cluster's surroundings keeps AWS from stopping it; undefined when nothing does. */
export function ineligibleByTopology(facts: StopFacts): Ineligible | undefined {
  return firstObstacle(topology, facts);
}

export function firstObstacle<T>(obstacles: readonly Obstacle<T>[], subject: T): Ineligible | undefined {
  const obstacle = obstacles.find(({ stands }) => stands(subject));
  return obstacle && { detail: obstacle.detail(subject), source: obstacle.source };
}
