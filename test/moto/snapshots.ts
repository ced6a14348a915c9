import { CreateAliasCommand, CreateKeyCommand, DisableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  CopyDBClusterSnapshotCommand,
  CreateDBClusterSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { askBoto3 } from './boto3.ts';

type Tags = Readonly<Record<string, string>>;

/** A snapshot as boto3 sees it. */
export interface SeenSnapshot {
  readonly id: string;
  readonly type: string;
  readonly cluster: string;
  readonly encrypted: boolean;
  readonly key: string | null;
  readonly tags: Tags;
}

/** All cluster snapshots of the Regions, by Region. */
export function seenByBoto3(
  endpoint: string,
  regions: readonly string[],
): Promise<Record<string, SeenSnapshot[]>> {
  return askBoto3('read_snapshots.py', endpoint, regions);
}

/** Makes a symmetric key, by its alias; the ARN of it. */
export async function createKey(region: string, alias: string, { disabled = false } = {}): Promise<string> {
  const kms = new KMSClient({ region });
  // moto leaves out the usage that it was not given; AWS's default is this one.
  const made = await kms.send(new CreateKeyCommand({ KeyUsage: 'ENCRYPT_DECRYPT' }));
  const { KeyId, Arn } = made.KeyMetadata ?? {};
  if (KeyId === undefined || Arn === undefined) throw new Error(`moto made no key for ${alias}`);
  await kms.send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: KeyId }));
  if (disabled) await kms.send(new DisableKeyCommand({ KeyId }));
  return Arn;
}

/** Takes a manual snapshot, as a user would. */
export async function takeSnapshot(region: string, cluster: string, id: string, tags: Tags): Promise<void> {
  await new RDSClient({ region }).send(
    new CreateDBClusterSnapshotCommand({
      DBClusterIdentifier: cluster,
      DBClusterSnapshotIdentifier: id,
      Tags: tagList(tags),
    }),
  );
}

/** ARN of the automated snapshot of a cluster. */
export async function automatedSnapshot(region: string, cluster: string): Promise<string> {
  const { DBClusterSnapshots = [] } = await new RDSClient({ region }).send(
    new DescribeDBClusterSnapshotsCommand({ DBClusterIdentifier: cluster, SnapshotType: 'automated' }),
  );
  const arn = DBClusterSnapshots[0]?.DBClusterSnapshotArn;
  if (arn === undefined) throw new Error(`moto took no automated snapshot of ${cluster}`);
  return arn;
}

/** Copies the automated snapshot of a cluster to another Region, under any name, with any tags. */
export async function copyAutomated(
  cluster: string,
  from: string,
  to: { readonly region: string; readonly id: string; readonly key: string },
  tags: Tags,
): Promise<void> {
  await new RDSClient({ region: to.region }).send(
    new CopyDBClusterSnapshotCommand({
      SourceDBClusterSnapshotIdentifier: await automatedSnapshot(from, cluster),
      TargetDBClusterSnapshotIdentifier: to.id,
      KmsKeyId: to.key,
      Tags: tagList(tags),
    }),
  );
}

function tagList(tags: Tags) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
