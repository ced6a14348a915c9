import { z } from 'zod';
import { defined } from '../../../shared/defined.ts';
import type { Call, Operation } from '../../core/service.ts';
import { engineOf } from '../../fleet/engines.ts';
import { clusterArn } from '../api/arn.ts';
import { clusterExists, invalidParameter } from '../api/errors.ts';
import { readInput } from '../api/input.ts';
import { tagList, withTags } from '../api/tags.ts';
import { toCapacity } from '../capacity/capacity-rules.ts';
import type { Scaling } from '../capacity/scaling.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { toDBCluster } from '../clusters/cluster-shape.ts';
import { type Encryption, usableKey } from '../clusters/encryption.ts';
import { readNewId } from '../clusters/identifiers.ts';
import type { Store } from '../clusters/store.ts';
import type { Places } from '../places/places.ts';
import type { Lifecycle } from './lifecycle.ts';
import { type NewClusterContext, toNewCluster } from './new-cluster.ts';

/** The input for a new cluster, and for a restored one. */
export const newClusterInput = z.object({
  DBClusterIdentifier: z.string(),
  Engine: z.string(),
  EngineVersion: z.string().optional(),
  KmsKeyId: z.string().optional(),
  Tags: tagList.default([]),
  DeletionProtection: z.boolean().default(false),
  CopyTagsToSnapshot: z.boolean().default(false),
  BackupRetentionPeriod: z.int().min(1).max(35).optional(),
  PreferredBackupWindow: z.string().optional(),
  DBSubnetGroupName: z.string().optional(),
  VpcSecurityGroupIds: z.array(z.string()).optional(),
  DBClusterParameterGroupName: z.string().optional(),
  Port: z.int().optional(),
  ServerlessV2ScalingConfiguration: z
    .object({
      MinCapacity: z.number(),
      MaxCapacity: z.number(),
      SecondsUntilAutoPause: z.number().optional(),
    })
    .optional(),
  EnableIAMDatabaseAuthentication: z.boolean().optional(),
  EngineLifecycleSupport: z
    .enum(['open-source-rds-extended-support', 'open-source-rds-extended-support-disabled'])
    .optional(),
  EnableCloudwatchLogsExports: z.array(z.string()).optional(),
  PubliclyAccessible: z.boolean().optional(),
});

const inputSchema = newClusterInput.extend({
  StorageEncrypted: z.boolean().optional(),
  PreferredMaintenanceWindow: z.string().optional(),
});

export interface CreateParts extends NewClusterContext {
  readonly store: Store;
  readonly lifecycle: Lifecycle;
  readonly scaling: Scaling;
  readonly places: Places;
}

/**
 * Begins to make a cluster. It has no instances: CreateDBInstance makes these.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBCluster.html
 */
export function createCluster(parts: CreateParts): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const cluster = toNewCluster(
      {
        ...commonOf(parts, input, call),
        tags: withTags(new Map(), input.Tags),
        encryption: encryptionOf(input, call, parts),
        maintenanceWindow: input.PreferredMaintenanceWindow,
      },
      call,
      parts,
    );
    return begin(cluster, input, call, parts);
  };
}

/**
 * Checks and reads the input that CreateDBCluster and restores share. A cluster is public unless the call says no, if
 * its VPC has an internet gateway.
 *
 * @throws ServiceError `DBClusterAlreadyExistsFault`, `InvalidParameterValue`, and what `checkCluster` throws
 */
export function commonOf(
  { store, places }: Pick<CreateParts, 'store' | 'places'>,
  input: z.infer<typeof newClusterInput>,
  call: Call,
) {
  const id = readNewId('DBClusterIdentifier', input.DBClusterIdentifier);
  const engine = engineOf(input.Engine);
  if (engine === undefined) throw invalidParameter(`Invalid DB engine: ${input.Engine}`);
  if (store.find(clusterArn(call.account, call.region, id)) !== undefined) throw clusterExists();
  const wanted = {
    engine: input.Engine,
    engineVersion: input.EngineVersion ?? engine.version,
    subnetGroup: input.DBSubnetGroupName,
    parameterGroup: input.DBClusterParameterGroupName,
  };
  const { vpc, internetGateway } = places.checkCluster(call, wanted);
  return {
    id,
    ...wanted,
    vpc,
    given: defined({
      IAMDatabaseAuthenticationEnabled: input.EnableIAMDatabaseAuthentication,
      EngineLifecycleSupport: input.EngineLifecycleSupport,
      EnabledCloudwatchLogsExports: input.EnableCloudwatchLogsExports,
      PubliclyAccessible: input.PubliclyAccessible ?? internetGateway,
    }),
    port: input.Port,
    securityGroups: input.VpcSecurityGroupIds,
    isProtected: input.DeletionProtection,
    copyTagsToSnapshot: input.CopyTagsToSnapshot,
    backupRetention: input.BackupRetentionPeriod,
    backupWindow: input.PreferredBackupWindow,
  };
}

/** Puts the new cluster there, with its serverless capacity, and answers with it. */
export function begin(
  cluster: Cluster,
  input: z.infer<typeof newClusterInput>,
  call: Call,
  { lifecycle, scaling }: Pick<CreateParts, 'lifecycle' | 'scaling'>,
): Record<string, unknown> {
  const wanted = input.ServerlessV2ScalingConfiguration;
  const { MinCapacity: min, MaxCapacity: max, SecondsUntilAutoPause: pauseAfter } = wanted ?? {};
  const capacity = wanted && toCapacity(cluster, { min, max, pauseAfter });
  lifecycle.create(cluster);
  if (capacity !== undefined) scaling.change(cluster, capacity, 'shown');
  return { DBCluster: toDBCluster(cluster, cluster.statuses.current(), call.now) };
}

function encryptionOf(
  { KmsKeyId, StorageEncrypted }: z.infer<typeof inputSchema>,
  call: Call,
  { keys }: CreateParts,
): Encryption {
  if (KmsKeyId !== undefined) return { type: 'sse-kms', keyArn: usableKey(KmsKeyId, call, keys) };
  return { type: StorageEncrypted === false ? 'none' : 'sse-rds' };
}
