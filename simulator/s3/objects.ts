import type { Operation } from '../core/service.ts';
import type { Bucket, Content, Version } from './buckets.ts';
import { checkedSums, etagOf } from './checksums.ts';
import * as errors from './errors.ts';

/** Finds the bucket of a call, which has to be one of the caller's account. */
export type FindBucket = (...args: Parameters<Operation>) => Bucket;

/**
 * Writes an object, also only if there is none yet (`If-None-Match: *`) or if it is still the same (`If-Match`).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function putObject(find: FindBucket): Operation {
  return (input, call) => {
    const bucket = find(input, call);
    const key = String(input.Key);
    guardWrite(bucket, key, input);
    const body = bytesOf(input.Body);
    const checksums = checkedSums(input, body);
    const isChecked = input.ContentMD5 !== undefined || Object.keys(checksums).length > 0;
    if (bucket.lockDays !== undefined && !isChecked) throw errors.lockNeedsChecksum();
    const content: Content = {
      ...{ body, checksums, etag: etagOf(body), metadata: metadataOf(input.Metadata) },
      type: typeof input.ContentType === 'string' ? input.ContentType : 'binary/octet-stream',
    };
    const version = bucket.put(key, content);
    return {
      ETag: content.etag,
      ServerSideEncryption: 'AES256',
      ...checksums,
      ...versionOf(bucket, version),
    };
  };
}

/** Gives an object, or one version of it. */
export function getObject(find: FindBucket): Operation {
  const head = headObject(find);
  return (input, call) => {
    const { content } = existing(find(input, call), input);
    return { ...head(input, call), Body: content.body };
  };
}

/** Gives everything of an object but its body. */
export function headObject(find: FindBucket): Operation {
  return (input, call) => {
    const bucket = find(input, call);
    const version = existing(bucket, input);
    const { content, modifiedAt, lockedUntil } = version;
    if (input.IfMatch !== undefined && input.IfMatch !== content.etag) throw errors.preconditionFailed();
    if (input.IfNoneMatch === content.etag) throw errors.notModified();
    return {
      ...{ AcceptRanges: 'bytes', ContentLength: content.body.length, ContentType: content.type },
      ...{ ETag: content.etag, LastModified: new Date(modifiedAt), ServerSideEncryption: 'AES256' },
      Metadata: content.metadata,
      ...(input.ChecksumMode === 'ENABLED' && { ...content.checksums, ChecksumType: 'FULL_OBJECT' }),
      ...versionOf(bucket, version),
      ...(lockedUntil !== undefined && {
        ...{ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: new Date(lockedUntil) },
      }),
    };
  };
}

/**
 * Puts a delete marker on top where the bucket keeps versions, else deletes; with a version it deletes that for good,
 * unless Object Lock keeps it. It does not matter whether there is such an object.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
export function deleteObject(find: FindBucket): Operation {
  return (input, call) => {
    const bucket = find(input, call);
    const key = String(input.Key);
    if (input.IfMatch !== undefined) guardMatch(bucket, key, input.IfMatch);
    const { VersionId: id } = input;
    if (typeof id === 'string') {
      const version = bucket.versions(key).find((one) => one.id === id);
      if ((version?.lockedUntil ?? 0) > call.now) {
        throw errors.accessDenied('Access Denied because object protected by object lock.');
      }
      bucket.remove(key, id);
      return { VersionId: id, ...(version !== undefined && isMarker(version) && { DeleteMarker: true }) };
    }
    if (!bucket.isVersioned) {
      bucket.remove(key);
      return {};
    }
    return { DeleteMarker: true, VersionId: bucket.put(key).id };
  };
}

export function isMarker(version: Version): boolean {
  return version.content === undefined;
}

/** The object as it is now; undefined when there is none, or when it has been deleted. */
export function currentContent(bucket: Bucket, key: string): Content | undefined {
  return bucket.current(key)?.content;
}

function existing(
  bucket: Bucket,
  { Key, VersionId: id }: Readonly<Record<string, unknown>>,
): Version & { readonly content: Content } {
  const key = String(Key);
  const version = id === undefined ? bucket.current(key) : bucket.versions(key).find((one) => one.id === id);
  if (id !== undefined && version === undefined) throw errors.noSuchVersion();
  if (version?.content === undefined) throw errors.noSuchKey();
  return { ...version, content: version.content };
}

function guardWrite(
  bucket: Bucket,
  key: string,
  { IfMatch, IfNoneMatch }: Readonly<Record<string, unknown>>,
): void {
  if (IfNoneMatch !== undefined && IfNoneMatch !== '*') throw errors.notImplemented();
  if (IfNoneMatch === '*' && currentContent(bucket, key) !== undefined) throw errors.preconditionFailed();
  if (IfMatch !== undefined) guardMatch(bucket, key, IfMatch);
}

function guardMatch(bucket: Bucket, key: string, wanted: unknown): void {
  const etag = currentContent(bucket, key)?.etag;
  if (etag === undefined) throw errors.noSuchKey();
  const bare = String(wanted).replaceAll('"', '');
  if (wanted !== '*' && etag !== `"${bare}"`) throw errors.preconditionFailed();
}

function versionOf({ isVersioned }: Bucket, { id }: Version): Record<string, unknown> {
  return isVersioned ? { VersionId: id } : {};
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return Buffer.from(typeof body === 'string' ? body : '');
}

function metadataOf(metadata: unknown): Record<string, string> {
  if (typeof metadata !== 'object' || metadata === null) return {};
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, String(value)]));
}
