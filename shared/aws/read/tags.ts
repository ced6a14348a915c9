import type { Tag } from '@aws-sdk/client-rds';
import { required } from '../client/unexpected-answer.ts';

/**
 * The tags that AWS describes a resource with. Throws when it describes none at all: an empty list means no tags; a
 * missing one, that holds and protections can't be seen. https://github.com/aws/aws-cli/issues/6392
 */
export function tagsOf(described: readonly Tag[] | undefined, of: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    required(described, 'TagList', of).map(({ Key, Value = '' }) => [
      required(Key, 'the Key of a tag', of),
      Value,
    ]),
  );
}
