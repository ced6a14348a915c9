import { z } from 'zod';
import { invalidParameter } from './errors.ts';

const tag = z.object({ Key: z.string(), Value: z.string().default('') });
/** As any operation takes them. */
export const tagList = z.array(tag);
const maxTags = 50;
const characters = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
const reserved = /^(aws|rds):/i;

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

function checkTag(key: string, value: string): void {
  if (key.length < 1 || key.length > 128) throw invalidParameter('A tag key must have 1 to 128 characters.');
  if (value.length > 256) throw invalidParameter(`The value of the tag ${key} has more than 256 characters.`);
  if (reserved.test(key)) throw invalidParameter(`The tag key ${key} begins with a reserved prefix.`);
  const bad = [key, value].find((text) => !characters.test(text));
  if (bad !== undefined) throw invalidParameter(`The tag ${key} has characters that are not allowed: ${bad}`);
}
