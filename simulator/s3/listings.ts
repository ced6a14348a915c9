import type { Operation } from '../core/service.ts';
import type { Bucket, Version } from './buckets.ts';
import { invalidArgument } from './errors.ts';
import { currentContent, type FindBucket, isMarker } from './objects.ts';

type Input = Readonly<Record<string, unknown>>;

const mostKeys = 1_000;

/**
 * Lists the objects of a bucket in the order of their keys, a page at a time.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function listObjects(find: FindBucket): Operation {
  return (input, call) => {
    const bucket = find(input, call);
    const prefix = textOf(input.Prefix);
    const delimiter = textOf(input.Delimiter);
    const from =
      input.ContinuationToken === undefined ? textOf(input.StartAfter) : read(input.ContinuationToken);
    const limit = limitOf(input);
    const page: { readonly key: string; readonly isCommon: boolean }[] = [];
    let last = from;
    let isTruncated = false;
    for (const key of bucket.keys()) {
      if (key <= from || !key.startsWith(prefix) || currentContent(bucket, key) === undefined) continue;
      const common = commonPrefix(key, prefix, delimiter);
      // The common prefix that a page ended with is not shown again.
      if (common !== undefined && (page.at(-1)?.key === common || from.startsWith(common))) {
        last = key;
        continue;
      }
      if (page.length === limit) {
        isTruncated = limit > 0;
        break;
      }
      page.push({ key: common ?? key, isCommon: common !== undefined });
      last = key;
    }
    const name = (text: string) => (input.EncodingType === 'url' ? encode(text) : text);
    return {
      Name: bucket.name,
      Prefix: name(prefix),
      MaxKeys: limit,
      KeyCount: page.length,
      IsTruncated: isTruncated,
      ...(delimiter !== '' && { Delimiter: name(delimiter) }),
      ...(input.EncodingType === 'url' && { EncodingType: 'url' }),
      ...(input.StartAfter !== undefined && { StartAfter: name(textOf(input.StartAfter)) }),
      ...(input.ContinuationToken !== undefined && { ContinuationToken: input.ContinuationToken }),
      ...(isTruncated && { NextContinuationToken: write(last) }),
      Contents: page
        .filter(({ isCommon }) => !isCommon)
        .map(({ key }) => ({ ...toShape(bucket, key), Key: name(key) })),
      CommonPrefixes: page.filter(({ isCommon }) => isCommon).map(({ key }) => ({ Prefix: name(key) })),
    };
  };
}

/** Lists all versions and delete markers, those of a key newest first; on one page, up to the limit. */
export function listVersions(find: FindBucket): Operation {
  return (input, call) => {
    const bucket = find(input, call);
    const prefix = textOf(input.Prefix);
    const all = bucket
      .keys()
      .filter((key) => key.startsWith(prefix) && key > textOf(input.KeyMarker))
      .flatMap((key) => bucket.versions(key).toReversed());
    const name = (text: string) => (input.EncodingType === 'url' ? encode(text) : text);
    const toVersion = (version: Version) => ({
      ...{ Key: name(version.key), VersionId: version.id, LastModified: new Date(version.modifiedAt) },
      IsLatest: bucket.current(version.key) === version,
    });
    return {
      Name: bucket.name,
      Prefix: name(prefix),
      MaxKeys: all.length,
      IsTruncated: false,
      ...(input.EncodingType === 'url' && { EncodingType: 'url' }),
      Versions: all
        .filter((version) => !isMarker(version))
        .map((version) => ({
          ...toVersion(version),
          ...{ ETag: version.content?.etag, Size: version.content?.body.length, StorageClass: 'STANDARD' },
        })),
      DeleteMarkers: all.filter(isMarker).map(toVersion),
    };
  };
}

function toShape(bucket: Bucket, key: string): Record<string, unknown> {
  const version = bucket.current(key);
  const { etag, body, checksums = {} } = version?.content ?? {};
  return {
    LastModified: new Date(version?.modifiedAt ?? 0),
    ETag: etag,
    Size: body?.length,
    StorageClass: 'STANDARD',
    ChecksumAlgorithm: Object.keys(checksums).map((one) => one.replace('Checksum', '')),
  };
}

function commonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

function limitOf({ MaxKeys = mostKeys }: Input): number {
  if (typeof MaxKeys !== 'number' || MaxKeys < 0) throw invalidArgument('max-keys must be 0 or more');
  return Math.min(MaxKeys, mostKeys);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function write(key: string): string {
  return Buffer.from(`after:${key}`).toString('base64url');
}

function read(token: unknown): string {
  const text = Buffer.from(String(token), 'base64url').toString();
  if (!text.startsWith('after:')) throw invalidArgument('The continuation token provided is incorrect');
  return text.slice('after:'.length);
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll('%2F', '/');
}
