import { AddTagsToResourceCommand } from '@aws-sdk/client-rds';
import { type Scope, sendOptions } from './scope.ts';

/**
 * Writes tags on a cluster or snapshot, over those of the same keys; no tags, no call.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AddTagsToResource.html
 */
export async function tagResource(
  scope: Scope,
  arn: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  if (Tags.length > 0) {
    await scope.clients.rds.send(
      new AddTagsToResourceCommand({ ResourceName: arn, Tags }),
      sendOptions(scope),
    );
  }
}
