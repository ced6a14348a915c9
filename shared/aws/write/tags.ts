import { AddTagsToResourceCommand, RemoveTagsFromResourceCommand, type Tag } from '@aws-sdk/client-rds';
import { type AwsScope, sendOptions, warn } from '../client/aws-scope.ts';

type Tags = Readonly<Record<string, string>>;

/** Tags as the API takes them. */
export function tagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/**
 * Writes tags on a cluster or snapshot, over those of the same keys; no tags, no call.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AddTagsToResource.html
 */
export async function tagResource(scope: AwsScope, arn: string, tags: Tags): Promise<void> {
  const Tags = tagList(tags);
  if (Tags.length > 0) {
    await scope.clients.rds.send(
      new AddTagsToResourceCommand({ ResourceName: arn, Tags }),
      sendOptions(scope),
    );
  }
}

/**
 * Removes the tags of these keys; a key that is not there is no error.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RemoveTagsFromResource.html
 */
export async function untagResource(scope: AwsScope, arn: string, keys: readonly string[]): Promise<void> {
  await scope.clients.rds.send(
    new RemoveTagsFromResourceCommand({ ResourceName: arn, TagKeys: [...keys] }),
    sendOptions(scope),
  );
}

/** Writes tags that describe an act; `done` names it, `X is started`. If they can't be written, that is a warning. */
export async function tagOrWarn(scope: AwsScope, arn: string, tags: Tags, done: string): Promise<void> {
  try {
    await tagResource(scope, arn, tags);
  } catch (error) {
    warn(scope, `${done} without its tag: ${error}`, error);
  }
}
