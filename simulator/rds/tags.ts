import { z } from 'zod';
import type { Call, Operation } from '../service.ts';
import { kindOfArn } from './arn.ts';
import { clusterNotFound, instanceNotFound, invalidParameter } from './errors.ts';
import { isOwned } from './identifiers.ts';
import { readInput } from './input.ts';
import type { Store } from './store.ts';

const tag = z.object({ Key: z.string(), Value: z.string().default('') });
const resource = z.object({ ResourceName: z.string() });
const addInput = resource.extend({ Tags: z.array(tag) });
const removeInput = resource.extend({ TagKeys: z.array(z.string()) });

const maxTags = 50;
const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const reserved = /^(aws|rds):/i;

/**
 * Writes tags on a cluster or an instance, over those of the same key.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Tagging.html
 */
export function addTags(store: Store): Operation {
  return (raw, call) => {
    const { ResourceName, Tags } = readInput(addInput, raw);
    const tags = tagsOf(store, ResourceName, call);
    for (const { Key, Value } of Tags) checkTag(Key, Value);
    const after = new Map([...tags, ...Tags.map(({ Key, Value }): [string, string] => [Key, Value])]);
    if (after.size > maxTags) throw invalidParameter(`A resource cannot have more than ${maxTags} tags.`);
    for (const [key, value] of after) tags.set(key, value);
    return {};
  };
}

/** Takes tags away; keys that are not there do not matter. */
export function removeTags(store: Store): Operation {
  return (raw, call) => {
    const { ResourceName, TagKeys } = readInput(removeInput, raw);
    const tags = tagsOf(store, ResourceName, call);
    for (const key of TagKeys) tags.delete(key);
    return {};
  };
}

export function listTags(store: Store): Operation {
  return (raw, call) => {
    const tags = tagsOf(store, readInput(resource, raw).ResourceName, call);
    return { TagList: Array.from(tags, ([Key, Value]) => ({ Key, Value })) };
  };
}

function tagsOf(store: Store, arn: string, call: Call): Map<string, string> {
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
  throw invalidParameter(`Invalid resource name: ${arn}`);
}

function checkTag(key: string, value: string): void {
  if (key.length < 1 || key.length > 128) throw invalidParameter('A tag key must have 1 to 128 characters.');
  if (value.length > 256) throw invalidParameter(`The value of the tag ${key} has more than 256 characters.`);
  if (reserved.test(key)) throw invalidParameter(`The tag key ${key} begins with a reserved prefix.`);
  const bad = [key, value].find((text) => !characters.test(text));
  if (bad !== undefined) throw invalidParameter(`The tag ${key} has characters that are not allowed: ${bad}`);
}
