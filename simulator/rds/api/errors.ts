/**
 * The errors of the control plane, with their codes on the wire and the texts that have been seen.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StopDBCluster.html
 */
import { ServiceError } from '../../core/service.ts';

export function clusterNotFound(id: string): ServiceError {
  return new ServiceError('DBClusterNotFoundFault', `DBCluster ${id} not found.`, 404);
}

export function instanceNotFound(id: string): ServiceError {
  return new ServiceError('DBInstanceNotFound', `DBInstance ${id} not found.`, 404);
}

export function globalClusterNotFound(id: string): ServiceError {
  return new ServiceError('GlobalClusterNotFoundFault', `Global cluster ${id} not found.`, 404);
}

export function subnetGroupNotFound(name: string): ServiceError {
  return new ServiceError('DBSubnetGroupNotFoundFault', `DB subnet group '${name}' does not exist.`, 404);
}

/** AWS documents no text. */
export function tooFewZones(subnetGroup: string): ServiceError {
  const message = `DB subnet group '${subnetGroup}' does not cover at least two Availability Zones.`;
  return new ServiceError('DBSubnetGroupDoesNotCoverEnoughAZs', message);
}

export function deploymentNotFound(id: string): ServiceError {
  const message = `BlueGreenDeployment ${id} not found.`;
  return new ServiceError('BlueGreenDeploymentNotFoundFault', message, 404);
}

export function clusterExists(): ServiceError {
  return new ServiceError('DBClusterAlreadyExistsFault', 'DB Cluster already exists');
}

export function instanceExists(): ServiceError {
  return new ServiceError('DBInstanceAlreadyExists', 'DB instance already exists');
}

export function clusterNotEmpty(): ServiceError {
  const message = 'Cluster cannot be deleted, it still contains DB instances in non-deleting state.';
  return new ServiceError('InvalidDBClusterStateFault', message);
}

export function clusterInGlobal(): ServiceError {
  const message = 'This cluster is a part of a global cluster, please remove it from globalcluster first';
  return new ServiceError('InvalidDBClusterStateFault', message);
}

export function clusterProtected(): ServiceError {
  const message = 'Cannot delete protected Cluster, please disable deletion protection and try again.';
  return new ServiceError('InvalidParameterCombination', message);
}

export function noServerlessRange(): ServiceError {
  const message =
    'Set the Serverless v2 scaling configuration on the parent DB cluster before creating a Serverless v2 DB instance.';
  return new ServiceError('InvalidDBClusterStateFault', message);
}

export function lastOfSource(): ServiceError {
  const remedy = 'Delete the replica cluster before deleting the last master cluster instance.';
  const message = `Cannot delete the last instance of the master cluster. ${remedy}`;
  return new ServiceError('InvalidDBClusterStateFault', message);
}

/** Of Neptune; AWS documents no text. */
export function onlyInstance(): ServiceError {
  const message = 'Cannot delete the only DB instance in the DB cluster.';
  return new ServiceError('InvalidDBClusterStateFault', message);
}

export function clusterState(id: string, status: string, expected: readonly string[]): ServiceError {
  const message = `DbCluster ${id} is in ${status} state but expected it to be one of ${expected.join(',')}.`;
  return new ServiceError('InvalidDBClusterStateFault', message);
}

export function clusterNotAvailable(id: string): ServiceError {
  const why = `the database cluster ${id} isn't currently in the available state`;
  return new ServiceError('InvalidDBClusterStateFault', `Can't create a snapshot because ${why}.`);
}

export function instanceState(id: string, status: string): ServiceError {
  const message = `DbInstance ${id} is in ${status} state but expected it to be one of available.`;
  return new ServiceError('InvalidDBInstanceState', message);
}

export function keyNotAccessible(id: string): ServiceError {
  const message = `The KMS key of DbCluster ${id} is not accessible.`;
  return new ServiceError('KMSKeyNotAccessibleFault', message);
}

export function snapshotNotFound(id: string): ServiceError {
  return new ServiceError('DBClusterSnapshotNotFoundFault', `DBClusterSnapshot ${id} not found.`, 404);
}

export function snapshotExists(id: string): ServiceError {
  const message = `Cannot create the snapshot because a snapshot with the identifier ${id} already exists.`;
  return new ServiceError('DBClusterSnapshotAlreadyExistsFault', message);
}

export function snapshotState(message: string): ServiceError {
  return new ServiceError('InvalidDBClusterSnapshotStateFault', message);
}

/** For a snapshot whose status does not allow a call. */
export function snapshotStatus(id: string, status: string, expected = 'available'): ServiceError {
  return snapshotState(
    `DbClusterSnapshot ${id} is in ${status} state but expected it to be one of ${expected}.`,
  );
}

export function earlierThanSnapshot(version: string, snapshot: string): ServiceError {
  const earlier = `is earlier than the engine version of the DB cluster snapshot (${snapshot})`;
  return invalidCombination(
    `The engine version you requested for your restored DB cluster (${version}) ${earlier}.`,
  );
}

export function automatedBackupNotFound(resourceId: string): ServiceError {
  const message = `DBClusterAutomatedBackup for ${resourceId} not found.`;
  return new ServiceError('DBClusterAutomatedBackupNotFoundFault', message, 404);
}

/** AWS documents neither the code nor the text. */
export function restoreTimeOutside(code: string, earliest: number, latest: number): ServiceError {
  const [from, to] = [new Date(earliest).toISOString(), new Date(latest).toISOString()];
  return new ServiceError(code, `The restore time is not within the restorable window, ${from} to ${to}.`);
}

export function cloneWithoutInstances(id: string): ServiceError {
  return new ServiceError(
    'InvalidDBClusterStateFault',
    `DbCluster ${id} has no instance, so it cannot be cloned.`,
  );
}

export function snapshotQuota(message: string): ServiceError {
  return new ServiceError('SnapshotQuotaExceeded', message);
}

/** `which` is how RDS calls the key: the specified one, or that of the source. */
export function keyUnusable(which: string, key: string): ServiceError {
  const why = 'does not exist, is not enabled or you do not have permissions to access it.';
  return new ServiceError('KMSKeyNotAccessibleFault', `${which} KMS key [${key}] ${why}`);
}

export function streamInTransition(id: string, status: string): ServiceError {
  const message = `DbCluster ${id} cannot be stopped: its activity stream is ${status}.`;
  return new ServiceError('InvalidDBClusterStateFault', message);
}

/** The text for a stream that is stopped has been seen; the others are like it. */
export function streamState(expected: 'started' | 'stopped', status: string): ServiceError {
  const message = `Activity Streams feature expected to be ${expected}, but is ${status}`;
  return new ServiceError('InvalidParameterCombination', message);
}

export function invalidParameter(message: string): ServiceError {
  return new ServiceError('InvalidParameterValue', message);
}

export function invalidCombination(message: string): ServiceError {
  return new ServiceError('InvalidParameterCombination', message);
}
