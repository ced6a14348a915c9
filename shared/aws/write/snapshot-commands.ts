import {
  CopyDBClusterSnapshotCommand,
  CreateDBClusterSnapshotCommand,
  DeleteDBClusterSnapshotCommand,
} from '@aws-sdk/client-rds';
import { defined } from '../../defined.ts';
import type {
  CopySnapshotCommand,
  CreateSnapshotCommand,
  DeleteSnapshotCommand,
  TagSnapshotCommand,
} from '../../policy/model/command.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { classify } from '../client/faults.ts';
import { tagList, tagOrWarn, tagResource } from './tags.ts';

/**
 * Asks AWS for a snapshot of a cluster; it has accepted, not finished, when this resolves. Throws what AWS throws.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBClusterSnapshot.html
 */
export async function createSnapshot(scope: AwsScope, command: CreateSnapshotCommand): Promise<void> {
  await scope.clients.rds.send(
    new CreateDBClusterSnapshotCommand({
      DBClusterIdentifier: command.cluster,
      DBClusterSnapshotIdentifier: command.snapshot,
      Tags: tagList(command.tags),
    }),
    sendOptions(scope),
  );
}

/**
 * Tags the source, then asks AWS for a copy in the scope's Region; it has accepted, not finished, when this resolves.
 * Throws what AWS throws. A tag that can't be written keeps nothing from being copied, because no document says that
 * automated snapshots may be tagged: the copy's identifier keeps it from being made twice. What AWS has refused is noted,
 * so that only what it accepted or refuses for good counts as an attempt. An answer that was lost is noted as busy:
 * whoever asks again asks for the same identifier.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CopyDBClusterSnapshot.html
 */
export async function copySnapshot(scope: AwsScope, command: CopySnapshotCommand): Promise<void> {
  const { arn, sourceRegion, sourceTags, sourceTagsIfNotDone } = command;
  const source = scope.inRegion(sourceRegion);
  await tagOrWarn(source, arn, sourceTags, `the copy of ${arn} is requested`);
  try {
    await requestCopy(scope, command);
  } catch (error) {
    const answer = answerOfCopy(error);
    if (answer)
      await tagOrWarn(source, arn, sourceTagsIfNotDone[answer], `the refusal of AWS for ${arn} stays`);
    throw error;
  }
}

async function requestCopy(scope: AwsScope, command: CopySnapshotCommand): Promise<void> {
  await scope.clients.rds.send(
    new CopyDBClusterSnapshotCommand({
      // An ARN: it says which Region the SDK has to sign the request for, too.
      SourceDBClusterSnapshotIdentifier: command.arn,
      TargetDBClusterSnapshotIdentifier: command.snapshot,
      ...defined({ KmsKeyId: command.kmsKey }),
      // With Tags, AWS ignores CopyTags; the command carries the source's.
      Tags: tagList(command.tags),
    }),
    sendOptions(scope),
  );
}

/** Undefined when there is such a copy already, and when the program is wrong: then nothing is known. */
function answerOfCopy(error: unknown): 'refused' | 'busy' | undefined {
  const kind = classify(error)?.kind;
  if (kind === undefined || kind === 'already') return undefined;
  return kind === 'fatal' ? 'refused' : 'busy';
}

/**
 * Deletes a manual snapshot; of a copy under way, the copy ends. Throws what AWS throws.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBClusterSnapshot.html
 */
export async function deleteSnapshot(scope: AwsScope, command: DeleteSnapshotCommand): Promise<void> {
  await scope.clients.rds.send(
    new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier: command.snapshot }),
    sendOptions(scope),
  );
}

/** Deletes a snapshot, or remembers on it what is seen. Throws what AWS throws. */
export async function pruneSnapshot(
  scope: AwsScope,
  command: DeleteSnapshotCommand | TagSnapshotCommand,
): Promise<void> {
  if (command.kind === 'delete-snapshot') return await deleteSnapshot(scope, command);
  await tagResource(scope, command.arn, command.tags);
}
