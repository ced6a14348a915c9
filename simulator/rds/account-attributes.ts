import type { AccountQuota } from '@aws-sdk/client-rds';
import type { Operation } from '../core/service.ts';
import type { Store } from './clusters/store.ts';
import type { Places } from './places/places.ts';
import type { SnapshotQuotas } from './snapshots/snapshot-quotas.ts';

/**
 * The quotas of an account and Region; resources that the simulator does not have count as unused.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeAccountAttributes.html
 */
export function describeAccountAttributes(parts: {
  readonly store: Store;
  readonly quotas: SnapshotQuotas;
  readonly places: Places;
}): Operation {
  const { store, quotas, places } = parts;
  return (_, call) => {
    const used: Readonly<Record<string, number>> = {
      DBInstances: store.instancesIn(call).length,
      DBClusters: store.clustersIn(call).length,
      DBSubnetGroups: 1 + places.subnetGroups(call).length,
      ManualClusterSnapshots: quotas.manualSnapshots(call),
    };
    const { clusters: DBClusters, instances: DBInstances } = places.quotas(call);
    const all = { ...limits, DBClusters, DBInstances, ManualClusterSnapshots: quotas.maxSnapshots(call) };
    const AccountQuotas = Object.entries(all).map(([AccountQuotaName, Max]): AccountQuota => {
      return { AccountQuotaName, Used: used[AccountQuotaName] ?? 0, Max };
    });
    return { AccountQuotas };
  };
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/CHAP_Limits.html */
const limits = {
  DBInstances: 40,
  ReservedDBInstances: 40,
  AllocatedStorage: 100_000,
  DBSecurityGroups: 25,
  AuthorizationsPerDBSecurityGroup: 20,
  DBParameterGroups: 50,
  ManualSnapshots: 100,
  EventSubscriptions: 20,
  DBSubnetGroups: 50,
  OptionGroups: 20,
  SubnetsPerDBSubnetGroup: 20,
  ReadReplicasPerMaster: 5,
  DBClusters: 40,
  DBClusterParameterGroups: 50,
  DBClusterRoles: 5,
  CustomEndpointsPerDBCluster: 5,
  DBInstanceRoles: 5,
  ManualClusterSnapshots: 100,
};
