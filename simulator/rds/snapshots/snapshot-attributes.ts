import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { invalidParameter, snapshotState } from '../api/errors.ts';
import { readInput } from '../api/input.ts';
import { findSnapshot } from './identifiers.ts';
import type { Snapshot } from './snapshot.ts';
import type { SnapshotStore } from './snapshot-store.ts';

const describeInput = z.object({ DBClusterSnapshotIdentifier: z.string() });
const modifyInput = describeInput.extend({
  AttributeName: z.string(),
  ValuesToAdd: z.array(z.string()).default([]),
  ValuesToRemove: z.array(z.string()).default([]),
});

/**
 * The accounts that may restore a manual snapshot.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterSnapshotAttributes.html
 */
export function describeSnapshotAttributes(store: SnapshotStore): Operation {
  return (raw, call) => {
    const { DBClusterSnapshotIdentifier: id } = readInput(describeInput, raw);
    return toResult(findSnapshot(store, id, call));
  };
}

/**
 * Changes the accounts that may restore a manual snapshot; their view of it is not simulated.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBClusterSnapshotAttribute.html
 */
export function modifySnapshotAttribute(store: SnapshotStore): Operation {
  return (raw, call) => {
    const input = readInput(modifyInput, raw);
    const snapshot = findSnapshot(store, input.DBClusterSnapshotIdentifier, call);
    guard(snapshot, input);
    for (const account of input.ValuesToAdd) snapshot.sharedWith.add(account);
    for (const account of input.ValuesToRemove) snapshot.sharedWith.delete(account);
    return toResult(snapshot);
  };
}

function guard({ type, encryption }: Snapshot, input: z.infer<typeof modifyInput>): void {
  const { AttributeName, ValuesToAdd, ValuesToRemove } = input;
  if (AttributeName !== 'restore') throw invalidParameter(`Invalid attribute name: ${AttributeName}`);
  if (type !== 'manual') throw snapshotState('Only manual snapshots can be shared.');
  const strange = [...ValuesToAdd, ...ValuesToRemove].find((value) => !/^(\d{12}|all)$/.test(value));
  if (strange !== undefined) throw invalidParameter(`Invalid value for attribute restore: ${strange}`);
  if (ValuesToAdd.includes('all') && encryption.type !== 'none') {
    throw invalidParameter('An encrypted snapshot cannot be made public.');
  }
}

function toResult({ id, sharedWith }: Snapshot): Record<string, unknown> {
  const attributes = [{ AttributeName: 'restore', AttributeValues: [...sharedWith] }];
  return {
    DBClusterSnapshotAttributesResult: {
      DBClusterSnapshotIdentifier: id,
      DBClusterSnapshotAttributes: attributes,
    },
  };
}
