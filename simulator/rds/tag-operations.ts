import { z } from 'zod';
import type { Call, Operation } from '../core/service.ts';
import { kindOfArn } from './api/arn.ts';
import { clusterNotFound, instanceNotFound, invalidParameter } from './api/errors.ts';
import { readInput } from './api/input.ts';
import { tagList, withTags } from './api/tags.ts';
import { isOwned } from './clusters/identifiers.ts';
import type { Store } from './clusters/store.ts';
import { findSnapshot } from './snapshots/identifiers.ts';
import type { SnapshotStore } from './snapshots/snapshot-store.ts';

const resource = z.object({ ResourceName: z.string() });
const addInput = resource.extend({ Tags: tagList });
const removeInput = resource.extend({ TagKeys: z.array(z.string()) });

/** Where there are resources with tags. */
export interface Tagged {
  readonly store: Store;
  readonly snapshotStore: SnapshotStore;
}

/**
 * Writes tags on a cluster, an instance or a snapshot, over those of the same key.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html
 */
export function addTags(stores: Tagged): Operation {
  return (raw, call) => {
    const { ResourceName, Tags } = readInput(addInput, raw);
    const tags = tagsOf(stores, ResourceName, call);
    for (const [key, value] of withTags(tags, Tags)) tags.set(key, value);
    return {};
  };
}

/** Takes tags away; keys that are not there do not matter. */
export function removeTags(stores: Tagged): Operation {
  return (raw, call) => {
    const { ResourceName, TagKeys } = readInput(removeInput, raw);
    const tags = tagsOf(stores, ResourceName, call);
    for (const key of TagKeys) tags.delete(key);
    return {};
  };
}

export function listTags(stores: Tagged): Operation {
  return (raw, call) => {
    const tags = tagsOf(stores, readInput(resource, raw).ResourceName, call);
    return { TagList: Array.from(tags, ([Key, Value]) => ({ Key, Value })) };
  };
}

/** The tags of the resource that an ARN names, whoever owns it; none if there is no such resource. */
export function tagsAt({ store, snapshotStore }: Tagged, arn: string): Record<string, string> {
  const name = arn.toLowerCase();
  const isInstance = kindOfArn(name) === 'db';
  const found = isInstance
    ? store.findInstance(name)?.member
    : (store.find(name) ?? snapshotStore.find(name));
  return Object.fromEntries(found?.tags ?? []);
}

/**
 * The tags, to be changed, of the resource that an ARN names in the account and Region of the call.
 *
 * @throws ServiceError when there is nothing of that name
 */
export function tagsOf({ store, snapshotStore }: Tagged, arn: string, call: Call): Map<string, string> {
  const kind = kindOfArn(arn);
  if (kind === 'cluster') {
    const cluster = store.find(arn.toLowerCase());
    if (cluster === undefined || !isOwned(cluster, call)) throw clusterNotFound(arn);
    return cluster.tags;
  }
  if (kind === 'db') {
    const instance = store.findInstance(arn.toLowerCase());
    if (instance === undefined || !isOwned(instance.cluster, call)) throw instanceNotFound(arn);
    return instance.member.tags;
  }
  if (kind === 'cluster-snapshot') return findSnapshot(snapshotStore, arn, call).tags;
  throw invalidParameter(`Invalid resource name: ${arn}`);
}
