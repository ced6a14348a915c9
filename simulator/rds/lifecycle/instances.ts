import { z } from 'zod';
import type { Operation } from '../../core/service.ts';
import type { Quirks } from '../../fleet/quirks.ts';
import { instanceArn } from '../api/arn.ts';
import {
  clusterState,
  instanceExists,
  instanceNotFound,
  instanceState,
  invalidCombination,
  invalidParameter,
  lastOfSource,
  noServerlessRange,
  onlyInstance,
} from '../api/errors.ts';
import { readInput } from '../api/input.ts';
import { tagList, withTags } from '../api/tags.ts';
import { type Cluster, memberStatus } from '../clusters/cluster.ts';
import { toDBInstance } from '../clusters/describe-instances.ts';
import { findCluster, isOwned, readNewId, toResourceArn } from '../clusters/identifiers.ts';
import type { Store } from '../clusters/store.ts';
import type { Places } from '../places/places.ts';
import { isUndeletable } from './delete-cluster.ts';
import type { Lifecycle } from './lifecycle.ts';

interface Parts {
  readonly store: Store;
  readonly lifecycle: Lifecycle;
  readonly places: Places;
}

const createInput = z.object({
  DBInstanceIdentifier: z.string(),
  DBInstanceClass: z.string(),
  Engine: z.string(),
  DBClusterIdentifier: z.string().optional(),
  DBParameterGroupName: z.string().optional(),
  PromotionTier: z.int().min(0).max(15).optional(),
  PubliclyAccessible: z.boolean().optional(),
  Tags: tagList.default([]),
});

/**
 * Begins to make an instance of a cluster, the first one its writer.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html
 */
export function createInstance({ store, lifecycle, places }: Parts): Operation {
  return (raw, call) => {
    const input = readInput(createInput, raw);
    const { DBInstanceClass, DBClusterIdentifier, Engine } = input;
    const id = readNewId('DBInstanceIdentifier', input.DBInstanceIdentifier);
    if (DBClusterIdentifier === undefined) {
      throw invalidParameter(
        'The simulator makes instances of DB clusters only: give a DBClusterIdentifier.',
      );
    }
    const cluster = findCluster(store, DBClusterIdentifier, call);
    if (Engine !== cluster.engine) {
      throw invalidCombination(`The engine ${Engine} is not that of DbCluster ${cluster.id}.`);
    }
    const { status } = cluster.statuses.current();
    if (status !== 'available') throw clusterState(cluster.id, status, ['available']);
    if (store.findInstance(instanceArn(call.account, call.region, id)) !== undefined) throw instanceExists();
    places.checkInstance(call, {
      engine: Engine,
      engineVersion: cluster.engineVersion,
      instanceClass: DBInstanceClass,
      parameterGroup: input.DBParameterGroupName,
    });
    if (DBInstanceClass === 'db.serverless' && cluster.capacities === undefined) throw noServerlessRange();
    const tags = withTags(new Map(), input.Tags);
    if (Engine === 'docdb' && tags.size > 10) {
      throw invalidParameter('You can assign up to 10 tags to an instance.');
    }
    const member = lifecycle.createInstance(cluster, id, DBInstanceClass);
    member.parameterGroup = input.DBParameterGroupName;
    member.promotionTier = input.PromotionTier;
    member.isPublic = input.PubliclyAccessible ?? isPublicByDefault(cluster);
    for (const [key, value] of tags) member.tags.set(key, value);
    return { DBInstance: toDBInstance({ cluster, member }, call.now) };
  };
}

/**
 * Begins to delete an instance of a cluster. Final snapshots are the cluster's, so the settings for them are ignored.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DeleteDBInstance.html
 */
export function deleteInstance({
  store,
  lifecycle,
  quirks,
}: Pick<Parts, 'store' | 'lifecycle'> & { readonly quirks: Quirks }): Operation {
  return (raw, call) => {
    const { DBInstanceIdentifier: name } = readInput(createInput.pick({ DBInstanceIdentifier: true }), raw);
    const instance = store.findInstance(toResourceArn('db', name, call));
    if (instance === undefined || !isOwned(instance.cluster, call)) throw instanceNotFound(name);
    const { cluster, member } = instance;
    const status = memberStatus(cluster, member, call.now);
    if (isUndeletable(status, quirks)) throw instanceState(member.id, status);
    if (cluster.members.every((other) => other === member || other.status === 'deleting')) {
      guardLast(cluster, quirks);
    }
    lifecycle.deleteInstance(cluster, member);
    return { DBInstance: toDBInstance(instance, call.now) };
  };
}

/** The group `default` makes instances public, whatever was said of the cluster; DocumentDB has no such instances. */
function isPublicByDefault({ engine, subnetGroup = 'default' }: Cluster): boolean {
  return engine !== 'docdb' && subnetGroup === 'default';
}

function guardLast({ engine, readReplicas }: Cluster, quirks: Quirks): void {
  if (readReplicas.length > 0) throw lastOfSource();
  if (engine === 'neptune' && quirks.lastNeptuneInstance === 'refused') throw onlyInstance();
}
