import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { sdkStreamMixin } from '@smithy/core/serde';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { s3Objects } from '../../../shared/aws/evidence/s3-objects.ts';
import { region, serviceError } from '../builders.ts';

const bucket = { name: 'evidence-of-prod', owner: '111122223333' };
const named = { Bucket: bucket.name, ExpectedBucketOwner: bucket.owner };

function setUp() {
  const client = new S3Client({ region });
  const mock = mockClient(client);
  mock.onAnyCommand().rejects('unexpected call');
  return { mock, objects: s3Objects(async () => client, bucket) };
}

describe('every call names the account that has to own the bucket', () => {
  it('when it lists, page by page', async () => {
    const { mock, objects } = setUp();
    const at = new Date('2026-11-28T04:10:00Z');
    mock
      .on(ListObjectsV2Command)
      .resolvesOnce({
        Contents: [{ Key: 'open/a', LastModified: at }],
        IsTruncated: true,
        NextContinuationToken: 'n',
      })
      .resolvesOnce({ Contents: [{ Key: 'open/b', LastModified: at }], IsTruncated: false });

    expect(await objects.list('open/', 'open/0')).toEqual([
      { key: 'open/a', at: at.getTime() },
      { key: 'open/b', at: at.getTime() },
    ]);
    expect(mock.commandCalls(ListObjectsV2Command)[0]?.args[0].input).toMatchObject({
      ...named,
      ...{ Prefix: 'open/', StartAfter: 'open/0' },
    });
  });

  it('when it reads, and has the content checked', async () => {
    const { mock, objects } = setUp();
    const Body = sdkStreamMixin(Readable.from([Buffer.from('{}\n')]));
    mock
      .on(GetObjectCommand, { ...named, Key: 'a', ChecksumMode: 'ENABLED' })
      .resolves({ Body, ETag: '"1"' });

    const found = await objects.get('a');

    expect(found?.etag).toBe('"1"');
    expect(Buffer.from(found?.bytes ?? []).toString()).toBe('{}\n');
  });

  it('when it removes', async () => {
    const { mock, objects } = setUp();
    mock.on(DeleteObjectCommand, { ...named, Key: 'a' }).resolves({});

    await expect(objects.remove('a')).resolves.toBeUndefined();
  });

  it('when it writes, with the SHA-256 of the content', async () => {
    const { mock, objects } = setUp();
    mock.on(PutObjectCommand).resolves({ ETag: '"1"' });

    expect(await objects.put('a', 'abc', { isNew: true })).toBe('"1"');
    expect(await objects.put('a', 'abc', { etag: '"0"' })).toBe('"1"');
    expect(await objects.put('a', 'abc')).toBe('"1"');

    const put = {
      ...{ ...named, Key: 'a', Body: 'abc', ContentType: 'application/json' },
      ChecksumAlgorithm: 'SHA256',
      ChecksumSHA256: 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=',
    };
    expect(mock.commandCalls(PutObjectCommand).map(({ args }) => args[0].input)).toEqual([
      { ...put, IfNoneMatch: '*' },
      { ...put, IfMatch: '"0"' },
      put,
    ]);
  });
});

describe('a write with a condition', () => {
  it.each(['PreconditionFailed', 'NoSuchKey'])('has no effect when S3 answers %s', async (name) => {
    const { mock, objects } = setUp();
    mock.on(PutObjectCommand).rejects(serviceError(name));

    expect(await objects.put('a', 'abc', { etag: '"0"' })).toBeUndefined();
  });

  it('is tried again when another write to the key was under way', async () => {
    const { mock, objects } = setUp();
    mock
      .on(PutObjectCommand)
      .rejectsOnce(serviceError('ConditionalRequestConflict'))
      .rejectsOnce(serviceError('PreconditionFailed'));

    expect(await objects.put('a', 'abc', { isNew: true })).toBeUndefined();
  });

  it('fails when that never ends, or for any other reason', async () => {
    const { mock, objects } = setUp();
    mock.on(PutObjectCommand).rejects(serviceError('ConditionalRequestConflict'));
    await expect(objects.put('a', 'abc', { isNew: true })).rejects.toThrow('ConditionalRequestConflict');

    mock.on(PutObjectCommand).rejects(serviceError('AccessDenied'));
    await expect(objects.put('a', 'abc', { isNew: true })).rejects.toThrow('AccessDenied');
  });
});

it('an object that is not there is none, and one that may not be read is an error', async () => {
  const { mock, objects } = setUp();
  mock.on(GetObjectCommand).rejectsOnce(serviceError('NoSuchKey')).rejectsOnce(serviceError('AccessDenied'));

  expect(await objects.get('a')).toBeUndefined();
  await expect(objects.get('a')).rejects.toThrow('AccessDenied');
});
