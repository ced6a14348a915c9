import type { Call } from '../../core/service.ts';
import { invalidParameter, snapshotNotFound } from '../api/errors.ts';
import { isOwned, readNewId, toResourceArn } from '../clusters/identifiers.ts';
import type { Snapshot } from './snapshot.ts';
import type { SnapshotStore } from './snapshot-store.ts';

/**
 * The snapshot of that name or ARN that the account of the call owns in its Region.
 *
 * @throws ServiceError `DBClusterSnapshotNotFoundFault`
 */
export function findSnapshot(store: SnapshotStore, identifier: string, call: Call): Snapshot {
  const snapshot = store.find(toResourceArn('cluster-snapshot', identifier, call));
  if (snapshot === undefined || !isOwned(snapshot, call)) throw snapshotNotFound(identifier);
  return snapshot;
}

/**
 * The name that a new snapshot gets.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBClusterSnapshot.html
 * @throws ServiceError `InvalidParameterValue`
 */
export function readSnapshotId(parameter: string, identifier: string): string {
  if (!/^[a-z]/i.test(identifier)) throw invalidParameter(`Invalid snapshot identifier:  ${identifier}`);
  return readNewId(parameter, identifier);
}
