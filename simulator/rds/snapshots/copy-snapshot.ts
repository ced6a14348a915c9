import { z } from 'zod';
import type { Call, Operation } from '../../core/service.ts';
import { isMultiAz } from '../../fleet/engines.ts';
import type { Keys } from '../../kms/keys.ts';
import { snapshotArn } from '../api/arn.ts';
import { invalidCombination, snapshotExists, snapshotNotFound, snapshotStatus } from '../api/errors.ts';
import { readInput } from '../api/input.ts';
import { tagList, withTags } from '../api/tags.ts';
import { toResourceArn } from '../clusters/identifiers.ts';
import { encryptCopy } from './copy-encryption.ts';
import { readSnapshotId } from './identifiers.ts';
import type { Snapshot } from './snapshot.ts';
import type { SnapshotQuotas } from './snapshot-quotas.ts';
import { toDBClusterSnapshot } from './snapshot-shape.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Snapshots } from './snapshots.ts';

const inputSchema = z.object({
  SourceDBClusterSnapshotIdentifier: z.string(),
  TargetDBClusterSnapshotIdentifier: z.string(),
  KmsKeyId: z.string().optional(),
  CopyTags: z.boolean().default(false),
  Tags: tagList.default([]),
});

const noTags: ReadonlyMap<string, string> = new Map();

/**
 * Begins to copy a snapshot to the Region of the call: from the same Region by name or ARN, from another by ARN. What
 * comes of it is a manual snapshot. A URL that is signed beforehand is taken and not looked at, as by AWS.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CopyDBClusterSnapshot.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-copy-snapshot.html
 */
export function copySnapshot(parts: {
  readonly snapshotStore: SnapshotStore;
  readonly snapshots: Snapshots;
  readonly quotas: SnapshotQuotas;
  readonly keys: Keys;
}): Operation {
  const { snapshotStore, snapshots, quotas, keys } = parts;

  function findSource(identifier: string, call: Call): Snapshot {
    const arn = toResourceArn('cluster-snapshot', identifier, call, 'SourceDBClusterSnapshotIdentifier');
    const source = snapshotStore.find(arn);
    if (source === undefined || source.account !== call.account) throw snapshotNotFound(identifier);
    if (source.status === 'available') return source;
    throw snapshotStatus(source.id, source.status);
  }

  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const { account, region } = call;
    const id = readSnapshotId('TargetDBClusterSnapshotIdentifier', input.TargetDBClusterSnapshotIdentifier);
    const source = findSource(input.SourceDBClusterSnapshotIdentifier, call);
    if (isMultiAz(source.origin.engine)) {
      throw invalidCombination('Copying snapshots of Multi-AZ DB clusters is not supported.');
    }
    const isCarrying = input.CopyTags && input.Tags.length === 0;
    const tags = withTags(isCarrying ? withoutReserved(source.tags) : noTags, input.Tags);
    const encryption = encryptCopy(source, input.KmsKeyId, call, keys);
    if (snapshotStore.find(snapshotArn(account, region, id)) !== undefined) throw snapshotExists(id);
    quotas.checkSnapshots(call);
    quotas.checkCopies(call);
    const copy = snapshots.copy(source, { account, region, id, tags, encryption });
    return { DBClusterSnapshot: toDBClusterSnapshot(copy, call.now) };
  };
}

function withoutReserved(tags: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(Array.from(tags).filter(([key]) => !key.toLowerCase().startsWith('aws:')));
}
