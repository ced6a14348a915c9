import { ServiceError } from '../../core/service.ts';
import { isMultiAz } from '../../fleet/engines.ts';
import type { Quirks } from '../../fleet/quirks.ts';
import { clusterState, instanceState, streamInTransition } from '../api/errors.ts';
import type { Cluster } from './cluster.ts';
import type { Store } from './store.ts';

/**
 * Throws when a cluster cannot be stopped now: by its status, by its kind, then by the status of its members.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.html
 * @throws ServiceError `InvalidDBClusterStateFault`, `InvalidDBInstanceState`, or the code of the quirk.
 */
export function guardStop(cluster: Cluster, store: Store, quirks: Quirks): void {
  const { status } = cluster.statuses.current();
  if (status !== 'available') throw clusterState(cluster.id, status, ['available']);
  const obstacle = obstacleOf(cluster, store, quirks);
  if (obstacle !== undefined) {
    throw new ServiceError(quirks.guardCode, `DbCluster ${cluster.id} cannot be stopped: ${obstacle}.`);
  }
  guardMembers(cluster);
  const stream = cluster.activityStream.statuses.current().status;
  if (quirks.stopDuringStreamChange === 'refused' && (stream === 'starting' || stream === 'stopping')) {
    throw streamInTransition(cluster.id, stream);
  }
}

/** @throws ServiceError `InvalidDBInstanceState` when a member is not available */
export function guardMembers({ members, memberStatuses }: Cluster): void {
  for (const { id, status = memberStatuses.current().status } of members) {
    if (status !== 'available') throw instanceState(id, status);
  }
}

function obstacleOf(cluster: Cluster, store: Store, quirks: Quirks): string | undefined {
  const { account, globalId } = cluster;
  if (globalId !== undefined && store.globalMembers(account, globalId).length > 1) {
    return `it is a member of the global database ${globalId}, which has other members`;
  }
  if (isReplicating(cluster)) return 'it has a cross-Region read replica, or is one';
  const isGreen = cluster.blue !== undefined && !cluster.isSwitchedOver;
  if (isGreen || store.isBlue(cluster)) return 'it is part of a blue/green deployment';
  if (cluster.mode === 'serverless') return 'it is an Aurora Serverless v1 DB cluster';
  if (isMultiAz(cluster.engine)) return 'it is a Multi-AZ DB cluster';
  if (cluster.members.length === 0 && quirks.stopWithoutInstances === 'refused') return 'it has no instances';
  return undefined;
}

function isReplicating({ replicationSource, readReplicas }: Cluster): boolean {
  return replicationSource !== undefined || readReplicas.length > 0;
}
