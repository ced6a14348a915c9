import type { AccountQuota } from '@aws-sdk/client-rds';
import type { Operation } from '../core/service.ts';
import type { Store } from './clusters/store.ts';
import type { SnapshotQuotas } from './snapshots/snapshot-quotas.ts';

/**
 * The quotas of an account and Region, as far as they are about clusters.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeAccountAttributes.html
 */
export function describeAccountAttributes(parts: {
  readonly store: Store;
  readonly quotas: SnapshotQuotas;
}): Operation {
  const { store, quotas } = parts;
  return (_, call) => {
    const AccountQuotas: AccountQuota[] = [
      toQuota('DBInstances', store.instancesIn(call).length, 40),
      toQuota('ManualSnapshots', 0, 100),
      toQuota('DBClusters', store.clustersIn(call).length, 40),
      toQuota('DBClusterParameterGroups', 0, 50),
      toQuota('ManualClusterSnapshots', quotas.manualSnapshots(call), quotas.maxSnapshots),
    ];
    return { AccountQuotas };
  };
}

function toQuota(AccountQuotaName: string, Used: number, Max: number): AccountQuota {
  return { AccountQuotaName, Used, Max };
}
