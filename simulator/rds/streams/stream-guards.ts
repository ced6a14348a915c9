import { ServiceError } from '../../core/service.ts';
import type { Quirks } from '../../fleet/quirks.ts';
import { clusterState, streamState } from '../api/errors.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { guardMembers } from '../clusters/stop-guards.ts';
import type { StreamMode } from '../clusters/stream-setup.ts';
import { streamModes } from './stream-support.ts';

/**
 * Throws when the activity stream of a cluster cannot be started now: by the status of the cluster, by its kind, by
 * the status of its members, then by that of the stream.
 *
 * @throws ServiceError `InvalidDBClusterStateFault`, `InvalidDBInstanceState`, `InvalidParameterCombination`, or the
 * code of the quirk.
 */
export function guardStart(cluster: Cluster, mode: StreamMode, quirks: Quirks): void {
  guardStatus(cluster);
  const obstacle = obstacleOf(cluster, mode);
  if (obstacle !== undefined) throw noStreamHere(obstacle, quirks);
  guardMembers(cluster);
  guardStream(cluster, 'stopped');
}

/** @throws ServiceError `InvalidDBClusterStateFault`, `InvalidDBInstanceState`, `InvalidParameterCombination` */
export function guardEnd(cluster: Cluster): void {
  guardStatus(cluster);
  guardStream(cluster, 'started');
  guardMembers(cluster);
}

/** The text is that of the user guide; the code on the wire is not documented. */
export function noStreamHere(why: string, { streamCode }: Quirks): ServiceError {
  const message = `You can't start a database activity stream in this configuration: ${why}.`;
  return new ServiceError(streamCode, message);
}

function guardStatus({ id, statuses }: Cluster): void {
  const { status } = statuses.current();
  if (status !== 'available') throw clusterState(id, status, ['available']);
}

function guardStream({ activityStream }: Cluster, expected: 'started' | 'stopped'): void {
  const { status } = activityStream.statuses.current();
  if (status !== expected) throw streamState(expected, status);
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Overview.html */
function obstacleOf(cluster: Cluster, wanted: StreamMode): string | undefined {
  const { engine, engineVersion, mode, isLimitless, members } = cluster;
  if (!engine.startsWith('aurora-')) return `${engine} has no activity streams`;
  if (mode === 'serverless') return 'it is an Aurora Serverless v1 DB cluster';
  if (isLimitless) return 'it is an Aurora Limitless Database';
  if (members.length === 0) return 'it has no instances';
  for (const { instanceClass } of members) {
    const modes = streamModes(engine, engineVersion, instanceClass);
    const where = `${engine} ${engineVersion} on ${instanceClass}`;
    if (modes.length === 0) return `${where} has no activity streams`;
    if (!modes.includes(wanted)) return `${where} has no mode ${wanted}`;
  }
  return undefined;
}
