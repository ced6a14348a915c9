import { z } from 'zod';
import type { Call, Operation } from '../service.ts';
import { kindOfArn } from './arn.ts';
import { clusterNotFound, instanceNotFound, invalidParameter } from './errors.ts';
import { findSnapshot, isOwned } from './identifiers.ts';
import { readInput } from './input.ts';
import type { SnapshotStore } from './snapshot-store.ts';
import type { Store } from './store.ts';

const tag = z.object({ Key: z.string(), Value: z.string().default('') });
/** As any operation takes them. */
export const tagList = z.array(tag);
const resource = z.object({ ResourceName: z.string() });
const addInput = resource.extend({ Tags: tagList });
const removeInput = resource.extend({ TagKeys: z.array(z.string()) });

const maxTags = 50;
const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const reserved = /^(aws|rds):/i;

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

/**
 * The tags that something has once others are written over its own.
 *
 * @throws ServiceError `InvalidParameterValue` for tags that AWS does not allow, or more than 50 of them
 */
export function withTags(
  own: ReadonlyMap<string, string>,
  tags: z.infer<typeof tagList>,
): Map<string, string> {
  for (const { Key, Value } of tags) checkTag(Key, Value);
  const after = new Map([...own, ...tags.map(({ Key, Value }): [string, string] => [Key, Value])]);
  if (after.size > maxTags) throw invalidParameter(`A resource cannot have more than ${maxTags} tags.`);
  return after;
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

/** The tags of what an ARN names, whoever owns it; none where there is nothing. */
export function tagsAt({ store, snapshotStore }: Tagged, arn: string): Record<string, string> {
  const name = arn.toLowerCase();
  const isInstance = kindOfArn(name) === 'db';
  const found = isInstance
    ? store.findInstance(name)?.member
    : (store.find(name) ?? snapshotStore.find(name));
  return Object.fromEntries(found?.tags ?? []);
}

function tagsOf({ store, snapshotStore }: Tagged, arn: string, call: Call): Map<string, string> {
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

function checkTag(key: string, value: string): void {
  if (key.length < 1 || key.length > 128) throw invalidParameter('A tag key must have 1 to 128 characters.');
  if (value.length > 256) throw invalidParameter(`The value of the tag ${key} has more than 256 characters.`);
  if (reserved.test(key)) throw invalidParameter(`The tag key ${key} begins with a reserved prefix.`);
  const bad = [key, value].find((text) => !characters.test(text));
  if (bad !== undefined) throw invalidParameter(`The tag ${key} has characters that are not allowed: ${bad}`);
}
