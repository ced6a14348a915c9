import {
  CreateDBInstanceCommand,
  DeleteDBClusterCommand,
  DeleteDBInstanceCommand,
  EnableHttpEndpointCommand,
  ModifyDBClusterCommand,
  RestoreDBClusterFromSnapshotCommand,
  RestoreDBClusterToPointInTimeCommand,
} from '@aws-sdk/client-rds';
import { defined } from '../../defined.ts';
import type { DrillRecord } from '../../policy/model/drill-record.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { tagList } from './tags.ts';

/**
 * Asks AWS to restore the cluster of a drill; it has accepted, not finished, when this resolves. Nothing is left to a
 * default that could be another network, another version or a bill. Throws what AWS throws.
 * - https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html
 * - https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterToPointInTime.html
 *
 * @returns DbClusterResourceId of the cluster; undefined where the answer does not have it.
 */
export async function restoreDrillCluster(scope: AwsScope, record: DrillRecord): Promise<string | undefined> {
  const { point, source } = record;
  const { rds } = scope.clients;
  const { DBCluster } =
    point.kind === 'snapshot'
      ? await rds.send(
          new RestoreDBClusterFromSnapshotCommand({
            ...settingsOf(record),
            SnapshotIdentifier: point.arn,
            Engine: record.settings.engine,
            EngineVersion: record.settings.engineVersion,
            // Of the restores, only this one has it for Aurora; of a cluster of another engine, its instances decide.
            ...(isAurora(record) && { PubliclyAccessible: false }),
          }),
          sendOptions(scope),
        )
      : await rds.send(
          new RestoreDBClusterToPointInTimeCommand({
            ...settingsOf(record),
            // A cluster that has taken over the name would be another one; only Aurora can be named by its resource id.
            ...(isAurora(record)
              ? { SourceDbClusterResourceId: source.resourceId }
              : { SourceDBClusterIdentifier: source.cluster }),
            RestoreToTime: new Date(point.restoreTime),
            RestoreType: 'full-copy',
          }),
          sendOptions(scope),
        );
  return DBCluster?.DbClusterResourceId || undefined;
}

/** The members that both restores have. Neptune and DocumentDB do not know all of them, and DocumentDB knows fewer still. */
function settingsOf(record: DrillRecord) {
  const { settings, restored, point } = record;
  const { serverless, parameterGroup } = settings;
  const takesGroup = settings.engine !== 'docdb' || point.kind === 'snapshot';
  return {
    DBClusterIdentifier: restored.cluster,
    DBSubnetGroupName: settings.subnetGroup,
    VpcSecurityGroupIds: [...settings.securityGroups],
    DeletionProtection: false,
    Tags: tagList(settings.tags),
    ...defined({
      Port: settings.port,
      KmsKeyId: settings.kmsKey,
      DBClusterParameterGroupName: takesGroup ? parameterGroup : undefined,
      ServerlessV2ScalingConfiguration: serverless && {
        MinCapacity: serverless.min,
        MaxCapacity: serverless.max,
      },
    }),
    ...(settings.engine !== 'docdb' && { EnableIAMDatabaseAuthentication: false }),
    ...(isAurora(record) && {
      EngineLifecycleSupport: settings.lifecycle ?? 'open-source-rds-extended-support-disabled',
      // The least that there is: nobody restores a drill.
      BackupRetentionPeriod: 1,
      CopyTagsToSnapshot: false,
    }),
  };
}

/**
 * Asks AWS for the one instance of the cluster of a drill. Throws what AWS throws.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export async function createDrillInstance(scope: AwsScope, record: DrillRecord): Promise<void> {
  const { restored, settings } = record;
  await scope.clients.rds.send(
    new CreateDBInstanceCommand({
      DBClusterIdentifier: restored.cluster,
      DBInstanceIdentifier: restored.instance,
      DBInstanceClass: restored.instanceClass,
      Engine: settings.engine,
      Tags: tagList(settings.tags),
      // DocumentDB has no public instances, and no such member.
      ...(settings.engine !== 'docdb' && { PubliclyAccessible: false, AutoMinorVersionUpgrade: false }),
    }),
    sendOptions(scope),
  );
}

/**
 * Lets the restored data be asked: a master password that nobody knows yet, in a secret that AWS manages, and the Data
 * API, which needs both. Only Aurora has it. Either call can be made again. Throws what AWS throws.
 * - https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_EnableHttpEndpoint.html
 * - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
 */
export async function prepareDrill(scope: AwsScope, { restored }: DrillRecord): Promise<void> {
  // First, because the cluster is not available while its password is changed.
  await scope.clients.rds.send(
    new EnableHttpEndpointCommand({ ResourceArn: restored.arn }),
    sendOptions(scope),
  );
  await scope.clients.rds.send(
    new ModifyDBClusterCommand({
      DBClusterIdentifier: restored.cluster,
      ManageMasterUserPassword: true,
      ApplyImmediately: true,
    }),
    sendOptions(scope),
  );
}

/**
 * Deletes the instance of a drill. Throws what AWS throws.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html
 */
export async function deleteDrillInstance(scope: AwsScope, { restored }: DrillRecord): Promise<void> {
  await scope.clients.rds.send(
    new DeleteDBInstanceCommand({ DBInstanceIdentifier: restored.instance }),
    sendOptions(scope),
  );
}

/**
 * Deletes the cluster of a drill, with its backups and without a last snapshot. Throws what AWS throws.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBCluster.html
 */
export async function deleteDrillCluster(scope: AwsScope, record: DrillRecord): Promise<void> {
  await scope.clients.rds.send(
    new DeleteDBClusterCommand({
      DBClusterIdentifier: record.restored.cluster,
      SkipFinalSnapshot: true,
      ...(isAurora(record) && { DeleteAutomatedBackups: true }),
    }),
    sendOptions(scope),
  );
}

function isAurora({ settings }: DrillRecord): boolean {
  return settings.engine.startsWith('aurora-');
}
