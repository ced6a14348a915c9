import type { StreamKey } from './stream.ts';

/**
 * Whether a stream runs with the key that the policy names, by id, ARN or alias. Undefined when that cannot be told:
 * the key of the stream is not known, or an alias has not been read or leads nowhere, or AWS tells another alias.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 */
export function isSameKey(
  wanted: string,
  current: string | undefined,
  keys: Readonly<Record<string, StreamKey>>,
): boolean | undefined {
  if (wanted === current) return true;
  const known = keys[wanted];
  const ids = [keyId(wanted) ?? (known?.usable ? keyId(known.arn) : undefined), keyId(current ?? '')];
  return ids.includes(undefined) ? undefined : ids[0] === ids[1];
}

/** The id that ends the ARN of a key, or the id itself; undefined for an alias, which may lead to any. */
function keyId(key: string): string | undefined {
  return /^(?:arn:[^:]+:kms:[^:]*:\d*:key\/)?([^:/]+)$/.exec(key)?.[1];
}

/** Whether a key belongs to AWS by its name alone. */
export function isAwsAlias(key: string): boolean {
  return /(?:^|:)alias\/aws\//.test(key);
}
