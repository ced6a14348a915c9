import { AddTagsToResourceCommand, type Tag } from '@aws-sdk/client-rds';
import { type Scope, sendOptions, warn } from '../client/scope.ts';
import { required } from '../client/unexpected-answer.ts';

type Tags = Readonly<Record<string, string>>;

/**
 * The tags that AWS describes a resource with. Throws when it describes none at all: an empty list means no tags; a
 * missing one, that holds and protections can't be seen. https://github.com/aws/aws-cli/issues/6392
 */
export function tagsOf(described: readonly Tag[] | undefined, of: string): Tags {
  return Object.fromEntries(
    required(described, 'TagList', of).map(({ Key, Value = '' }) => [
      required(Key, 'the Key of a tag', of),
      Value,
    ]),
  );
}

/** Tags as the API takes them. */
export function tagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/**
 * Writes tags on a cluster or snapshot, over those of the same keys; no tags, no call.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AddTagsToResource.html
 */
export async function tagResource(scope: Scope, arn: string, tags: Tags): Promise<void> {
  const Tags = tagList(tags);
  if (Tags.length > 0) {
    await scope.clients.rds.send(
      new AddTagsToResourceCommand({ ResourceName: arn, Tags }),
      sendOptions(scope),
    );
  }
}

/** Writes tags before what they tell of is `done`, `X is started`. That they can't be written is a warning. */
export async function tagOrWarn(scope: Scope, arn: string, tags: Tags, done: string): Promise<void> {
  try {
    await tagResource(scope, arn, tags);
  } catch (error) {
    warn(scope, `${done} without its tag: ${error}`, error);
  }
}
