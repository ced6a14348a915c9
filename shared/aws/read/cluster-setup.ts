import type { DBCluster } from '@aws-sdk/client-rds';
import { defined } from '../../defined.ts';
import type { ClusterFlag, ClusterSetup } from '../../policy/model/cluster.ts';

/**
 * The settings of a cluster that a restore of its snapshots needs.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
 */
export function toSetup(described: DBCluster): ClusterSetup {
  const groups = described.VpcSecurityGroups ?? [];
  const writer = described.DBClusterMembers?.find(({ IsClusterWriter }) => IsClusterWriter === true);
  return defined({
    writer: writer?.DBInstanceIdentifier,
    subnetGroup: described.DBSubnetGroup || undefined,
    securityGroups: orNothing(groups.flatMap(({ VpcSecurityGroupId: id }) => id ?? [])),
    parameterGroup: described.DBClusterParameterGroup || undefined,
    port: described.Port,
    flags: orNothing(flagsOf(described)),
    lifecycle: described.EngineLifecycleSupport || undefined,
    kmsKey: described.KmsKeyId || undefined,
    roles: orNothing(
      (described.AssociatedRoles ?? []).flatMap(({ RoleArn: arn, FeatureName }) =>
        arn === undefined ? [] : [{ arn, ...defined({ feature: FeatureName || undefined }) }],
      ),
    ),
    retentionDays: described.BackupRetentionPeriod,
    backupWindow: described.PreferredBackupWindow || undefined,
    logExports: orNothing(described.EnabledCloudwatchLogsExports ?? []),
    storageType: described.StorageType || undefined,
    networkType: described.NetworkType || undefined,
  });
}

function flagsOf(described: DBCluster): ClusterFlag[] {
  const flags: readonly (readonly [ClusterFlag, boolean])[] = [
    ['iamAuth', described.IAMDatabaseAuthenticationEnabled === true],
    ['deletionProtection', described.DeletionProtection === true],
    ['copyTags', described.CopyTagsToSnapshot === true],
    ['dataApi', described.HttpEndpointEnabled === true],
    ['managedSecret', described.MasterUserSecret !== undefined],
  ];
  return flags.flatMap(([flag, isOn]) => (isOn ? [flag] : []));
}

function orNothing<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}
