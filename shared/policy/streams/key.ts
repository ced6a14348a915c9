import type { StreamKey } from './stream.ts';

/**
 * Whether a stream runs with the key that the policy names, by id, ARN or alias. `known` is the description of the
 * policy's key. Undefined when that is unknown: RDS does not report the key of the stream or reports another alias,
 * or the policy's alias has not been read or has no usable key.
 * https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
 */
export function isSameKey(
  desired: string,
  current: string | undefined,
  known: StreamKey | undefined,
): boolean | undefined {
  if (desired === current) return true;
  const ids = [keyId(desired) ?? (known?.usable ? keyId(known.arn) : undefined), keyId(current ?? '')];
  return ids.includes(undefined) ? undefined : ids[0] === ids[1];
}

/** The id at the end of a key's ARN, or the id itself; undefined for an alias, which can refer to any key. */
function keyId(key: string): string | undefined {
  return /^(?:arn:[^:]+:kms:[^:]*:\d*:key\/)?([^:/]+)$/.exec(key)?.[1];
}

/** Whether the name alone shows that a key is an AWS managed key. */
export function isAwsAlias(key: string): boolean {
  return /(?:^|:)alias\/aws\//.test(key);
}
