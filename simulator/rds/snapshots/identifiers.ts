import type { Call } from '../../core/service.ts';
import { invalidParameter, snapshotNotFound } from '../api/errors.ts';
import { isOwned, toResourceArn } from '../clusters/identifiers.ts';
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
 * The name that a new snapshot gets: lower case, as AWS keeps it.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBClusterSnapshot.html
 * @throws ServiceError `InvalidParameterValue`
 */
export function readSnapshotId(parameter: string, identifier: string): string {
  if (!/^[a-z]/i.test(identifier)) throw invalidParameter(`Invalid snapshot identifier:  ${identifier}`);
  if (!/^(?!.*--)(?!.*-$)[a-z][a-z\d-]{0,62}$/i.test(identifier)) {
    const rule =
      'Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.';
    throw invalidParameter(`The parameter ${parameter} is not a valid identifier. ${rule}`);
  }
  return identifier.toLowerCase();
}
