import type { DBInstance } from '@aws-sdk/client-rds';
import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import { engineOf } from '../../fleet/engines.ts';
import { instanceNotFound } from '../api/errors.ts';
import { type FilterTable, toPredicate } from '../api/filters.ts';
import { describeInput, readInput } from '../api/input.ts';
import { takePage } from '../api/paging.ts';
import { memberStatus } from './cluster.ts';
import { isOwned, toResourceArn } from './identifiers.ts';
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
    const keep = toPredicate(input.Filters, filters);
    const name = input.DBInstanceIdentifier;
    const instances = name === undefined ? store.instancesIn(call) : [find(name)];
    const { items, ...more } = takePage(instances, ({ member }) => member.id, input, keep);
    return { DBInstances: items.map((instance) => toDBInstance(instance, call.now)), ...more };

    function find(identifier: string): Instance {
      const instance = store.findInstance(toResourceArn('db', identifier, call));
      if (instance === undefined || !isOwned(instance.cluster, call)) throw instanceNotFound(identifier);
      return instance;
    }
  };
}

/** An instance as DescribeDBInstances tells it at `now` (ms). */
export function toDBInstance({ cluster, member }: Instance, now: number): DBInstance {
  return {
    DBInstanceIdentifier: member.id,
    DBInstanceClass: member.instanceClass,
    Engine: cluster.engine,
    EngineVersion: cluster.engineVersion,
    DBInstanceStatus: memberStatus(cluster, member, now),
    DBClusterIdentifier: cluster.id,
    DBInstanceArn: member.arn,
    DbiResourceId: member.resourceId,
    InstanceCreateTime: new Date(cluster.createdAt),
    AvailabilityZone: `${cluster.region}${member.isWriter ? 'a' : 'b'}`,
    MultiAZ: false,
    DbInstancePort: engineOf(cluster.engine)?.port,
    PreferredMaintenanceWindow: cluster.maintenanceWindow,
    PromotionTier: 1,
    StorageEncrypted: cluster.encryption.type !== 'none',
    TagList: Array.from(member.tags, ([Key, Value]) => ({ Key, Value })),
  };
}
