import type { DBClusterAutomatedBackup } from '@aws-sdk/client-rds';
import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { engineOf, isMultiAz } from '../../fleet/engines.ts';
import { automatedBackupNotFound } from '../api/errors.ts';
import { type FilterTable, toPredicate } from '../api/filters.ts';
import { describeInput, readInput } from '../api/input.ts';
import { takePage } from '../api/paging.ts';
import { toEncryptionShape } from '../clusters/encryption.ts';
import { licenseOf } from '../clusters/engine-facts.ts';
import { vpcId } from '../clusters/network-shape.ts';
import type { AutomatedBackup, RetainedBackups } from './retained-backups.ts';

const inputSchema = describeInput.extend({
  DbClusterResourceId: z.string().optional(),
  DBClusterIdentifier: z.string().optional(),
});

const filters: FilterTable<AutomatedBackup> = {
  status: ({ status }) => [status],
  'db-cluster-id': ({ cluster }) => [cluster.id, cluster.arn],
  'db-cluster-resource-id': ({ cluster }) => [cluster.resourceId],
};

/**
 * The automated backups of clusters, also of deleted ones whose backups have been kept.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusterAutomatedBackups.html
 */
export function describeAutomatedBackups(retained: RetainedBackups): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const { DbClusterResourceId: resourceId, DBClusterIdentifier: id } = input;
    const isWanted = toPredicate(input.Filters, filters);
    const found = retained
      .list(call, call.now)
      .filter(({ cluster }) => (resourceId ?? cluster.resourceId) === cluster.resourceId)
      .filter(({ cluster }) => (id?.toLowerCase() ?? cluster.id) === cluster.id);
    if (resourceId !== undefined && found.length === 0) throw automatedBackupNotFound(resourceId);
    const { items, ...more } = takePage(found, ({ cluster }) => cluster.resourceId, input, isWanted);
    return { DBClusterAutomatedBackups: items.map(toShape), ...more };
  };
}

function toShape({ cluster, status, earliest, latest }: AutomatedBackup): DBClusterAutomatedBackup {
  const { account, region, engine, resourceId } = cluster;
  return {
    Engine: engine,
    EngineVersion: cluster.engineVersion,
    EngineMode: cluster.mode,
    LicenseModel: licenseOf(engine),
    VpcId: vpcId(cluster, cluster.vpc),
    DBClusterAutomatedBackupsArn: `arn:aws:rds:${region}:${account}:cluster-auto-backup:ab-${resourceId.slice(8).toLowerCase()}`,
    DBClusterIdentifier: cluster.id,
    DBClusterArn: cluster.arn,
    DbClusterResourceId: resourceId,
    ClusterCreateTime: new Date(cluster.createdAt),
    RestoreWindow: { EarliestTime: new Date(earliest), LatestTime: new Date(latest) },
    Status: status,
    Region: region,
    MasterUsername: 'admin',
    IAMDatabaseAuthenticationEnabled: cluster.given?.IAMDatabaseAuthenticationEnabled ?? false,
    AllocatedStorage: isMultiAz(engine) ? cluster.size : 1,
    BackupRetentionPeriod: cluster.backupRetention,
    PreferredBackupWindow: cluster.backupWindow,
    AvailabilityZones: ['a', 'b', 'c'].map((zone) => `${region}${zone}`),
    Port: cluster.port ?? engineOf(engine)?.port ?? 0,
    ...toEncryptionShape(cluster),
  };
}
