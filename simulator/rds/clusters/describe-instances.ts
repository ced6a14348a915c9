import type { DBInstance } from '@aws-sdk/client-rds';
import { z } from 'zod';
import { defined } from '../../../shared/defined.ts';
import type { Operation } from '../../core/service.ts';
import { instanceNotFound } from '../api/errors.ts';
import { type FilterTable, toPredicate } from '../api/filters.ts';
import { describeInput, readInput } from '../api/input.ts';
import { takePage } from '../api/paging.ts';
import { isListed, memberStatus } from './cluster.ts';
import { toEncryptionShape } from './encryption.ts';
import { licenseOf, parameterGroupOf } from './engine-facts.ts';
import { isOwned, toResourceArn } from './identifiers.ts';
import { toInstanceNetworkShape } from './network-shape.ts';
import type { Instance, Store } from './store.ts';

const inputSchema = describeInput.extend({ DBInstanceIdentifier: z.string().optional() });

const filters: FilterTable<Instance> = {
  'db-cluster-id': ({ cluster }) => [cluster.id, cluster.arn],
  'db-instance-id': ({ member }) => [member.id, member.arn],
  'dbi-resource-id': ({ member }) => [member.resourceId],
  engine: ({ cluster }) => [cluster.engine],
  domain: () => [],
};

/**
 * The members of all clusters.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBInstances.html
 */
export function describeInstances(store: Store): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    const isWanted = toPredicate(input.Filters, filters);
    const keep = (instance: Instance) => isListed(instance.member, call.now) && isWanted(instance);
    const name = input.DBInstanceIdentifier;
    const instances = name === undefined ? store.instancesIn(call) : [find(name)];
    const { items, ...more } = takePage(instances, ({ member }) => member.id, input, keep);
    return { DBInstances: items.map((instance) => toDBInstance(instance, call.now)), ...more };

    function find(identifier: string): Instance {
      const instance = store.findInstance(toResourceArn('db', identifier, call));
      if (instance === undefined || !isOwned(instance.cluster, call)) throw instanceNotFound(identifier);
      if (!isListed(instance.member, call.now)) throw instanceNotFound(identifier);
      return instance;
    }
  };
}

/** An instance as DescribeDBInstances reports it at `now` (ms). */
export function toDBInstance({ cluster, member }: Instance, now: number): DBInstance {
  const { engine, engineVersion } = cluster;
  const { automaticRestartAt } = cluster.statuses.visible(now);
  return {
    ...usual,
    ...toMemberShape({ cluster, member }, now),
    Engine: engine,
    EngineVersion: engineVersion,
    LicenseModel: licenseOf(engine),
    DBInstanceArn: member.arn,
    DbiResourceId: member.resourceId,
    InstanceCreateTime: new Date(cluster.createdAt),
    AvailabilityZone: `${cluster.region}${member.isWriter ? 'a' : 'b'}`,
    ...toInstanceNetworkShape(cluster, member),
    PreferredBackupWindow: cluster.backupWindow,
    PreferredMaintenanceWindow: cluster.maintenanceWindow,
    BackupRetentionPeriod: cluster.backupRetention,
    ...toEncryptionShape(cluster),
    ...defined({ StorageType: cluster.storage }),
    ...(automaticRestartAt !== undefined && { AutomaticRestartTime: new Date(automaticRestartAt) }),
  };
}

/** The fields of an instance by which it is a member of its cluster. */
export function toMemberShape({ cluster, member }: Instance, now: number): DBInstance {
  const { engine, engineVersion } = cluster;
  const parameterGroup = member.parameterGroup ?? parameterGroupOf(engine, engineVersion);
  return {
    DBInstanceIdentifier: member.id,
    DBInstanceClass: member.instanceClass,
    DBInstanceStatus: memberStatus(cluster, member, now),
    DBClusterIdentifier: cluster.id,
    DBParameterGroups: [{ DBParameterGroupName: parameterGroup, ParameterApplyStatus: 'in-sync' }],
    PromotionTier: member.promotionTier ?? 1,
    PubliclyAccessible: member.isPublic ?? false,
    TagList: Array.from(member.tags, ([Key, Value]) => ({ Key, Value })),
  };
}

/** Fields with the same values for all instances of the simulator. */
const usual = {
  MasterUsername: 'admin',
  AllocatedStorage: 1,
  StorageType: 'aurora',
  MultiAZ: false,
  AutoMinorVersionUpgrade: true,
  CopyTagsToSnapshot: false,
  DeletionProtection: false,
  IAMDatabaseAuthenticationEnabled: false,
  PerformanceInsightsEnabled: false,
  CustomerOwnedIpEnabled: false,
  MonitoringInterval: 0,
  CACertificateIdentifier: 'rds-ca-rsa2048-g1',
  PendingModifiedValues: {},
  DBSecurityGroups: [],
  ReadReplicaDBInstanceIdentifiers: [],
  OptionGroupMemberships: [],
  DomainMemberships: [],
  AssociatedRoles: [],
} satisfies DBInstance;
