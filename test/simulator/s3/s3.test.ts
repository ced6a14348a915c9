import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { inProcess } from '../../../simulator/in-process.ts';
import { account, credentials, other, stubSimulator } from '../stub-simulator.ts';

const Bucket = 'evidence';
const day = 86_400_000;

function aBucket(options: object = {}) {
  const simulator = stubSimulator({ buckets: [{ name: Bucket, account, ...options }] });
  const config = { region: 'eu-central-1', credentials, maxAttempts: 1 };
  const s3 = new S3Client({ ...config, requestHandler: inProcess(simulator) });
  const put = (Key: string, Body = Key, more: object = {}) =>
    s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
  const get = async (Key: string, more: object = {}) => {
    const { Body, ...answer } = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
    return { ...answer, text: await Body?.transformToString() };
  };
  const list = async (more: object = {}) => s3.send(new ListObjectsV2Command({ Bucket, ...more }));
  return { simulator, config, s3, put, get, list };
}

const refused = (name: string, status: number) => ({ name, $metadata: { httpStatusCode: status } });

describe.each([true, false])('over a socket, with forcePathStyle %s', (forcePathStyle) => {
  it('objects are written, read, listed and deleted', async () => {
    const { simulator, config } = aBucket();
    const { url, close } = await simulator.listen();
    onTestFinished(close);
    const s3 = new S3Client({ ...config, endpoint: url, forcePathStyle });
    const Key = 'open/1/a b+ü.json';
    const written = await s3.send(new PutObjectCommand({ Bucket, Key, Body: '{"a":1}' }));
    const read = await s3.send(new GetObjectCommand({ Bucket, Key }));
    const text = await read.Body?.transformToString();
    const listed = await s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'open/' }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key }));

    expect(text).toBe('{"a":1}');
    expect(read).toMatchObject({ ETag: written.ETag, VersionId: written.VersionId, ContentLength: 7 });
    expect(listed).toMatchObject({
      KeyCount: 1,
      IsTruncated: false,
      Contents: [{ Key, Size: 7, ETag: read.ETag }],
    });
    await expect(s3.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject(
      refused('NoSuchKey', 404),
    );
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject(
      refused('NotFound', 404),
    );
  });
});

describe('a write on a condition', () => {
  it('creates an object once, and again after it was deleted', async () => {
    const { s3, put, get } = aBucket();
    await put('a', 'first', { IfNoneMatch: '*' });

    await expect(put('a', 'second', { IfNoneMatch: '*' })).rejects.toMatchObject(
      refused('PreconditionFailed', 412),
    );
    expect((await get('a')).text).toBe('first');
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    await put('a', 'third', { IfNoneMatch: '*' });
    expect((await get('a')).text).toBe('third');
  });

  it('changes an object that nobody else has changed', async () => {
    const { put, get } = aBucket();
    const { ETag } = await put('a', 'first');
    await put('a', 'second', { IfMatch: ETag });

    await expect(put('a', 'third', { IfMatch: ETag })).rejects.toMatchObject(
      refused('PreconditionFailed', 412),
    );
    await expect(put('b', 'third', { IfMatch: ETag })).rejects.toMatchObject(refused('NoSuchKey', 404));
    expect((await get('a')).text).toBe('second');
  });

  it('deletes an object that nobody else has changed', async () => {
    const { s3, put, get } = aBucket();
    const { ETag } = await put('a', 'first');
    await put('a', 'second');
    const remove = new DeleteObjectCommand({ Bucket, Key: 'a', IfMatch: ETag });

    await expect(s3.send(remove)).rejects.toMatchObject(refused('PreconditionFailed', 412));
    expect((await get('a')).text).toBe('second');
  });
});

describe('versions', () => {
  it('stay below a delete marker', async () => {
    const { s3, put, get, list } = aBucket();
    const { VersionId } = await put('a', 'first');
    await put('a', 'second');
    const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    const { Versions, DeleteMarkers } = await s3.send(new ListObjectVersionsCommand({ Bucket }));

    expect(marker).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
    expect((await get('a', { VersionId })).text).toBe('first');
    expect((await list()).Contents).toBeUndefined();
    expect(Versions).toMatchObject([{ Key: 'a', IsLatest: false }, { VersionId }]);
    expect(DeleteMarkers).toMatchObject([{ Key: 'a', IsLatest: true }]);
    await expect(get('a', { VersionId: 'none' })).rejects.toMatchObject(refused('NoSuchVersion', 404));
  });

  it('are kept by Object Lock until their days are over', async () => {
    const { simulator, s3, put } = aBucket({ lockDays: 30 });
    const { VersionId } = await put('a');
    const remove = () => s3.send(new DeleteObjectCommand({ Bucket, Key: 'a', VersionId }));

    await expect(remove()).rejects.toMatchObject(refused('AccessDenied', 403));
    simulator.clock.advanceTo(simulator.clock.now() + 31 * day);
    await remove();
    const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions).toBeUndefined();
  });

  it('are none where the bucket keeps none', async () => {
    const { s3, put } = aBucket({ versioned: false });

    expect((await put('a')).VersionId).toBeUndefined();
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a' }));
    expect((await s3.send(new ListObjectVersionsCommand({ Bucket }))).DeleteMarkers).toBeUndefined();
  });
});

describe('a listing', () => {
  it('comes in pages, in the order of keys, from a key on', async () => {
    const { put, list } = aBucket();
    for (const key of ['d/2', 'd/10', 'c', 'd/1', 'e']) await put(key);
    const keys = (page: Awaited<ReturnType<typeof list>>) => page.Contents?.map(({ Key }) => Key);
    const first = await list({ Prefix: 'd/', MaxKeys: 2 });
    const second = await list({ Prefix: 'd/', MaxKeys: 2, ContinuationToken: first.NextContinuationToken });

    expect([keys(first), first.IsTruncated]).toEqual([['d/1', 'd/10'], true]);
    expect([keys(second), second.IsTruncated]).toEqual([['d/2'], false]);
    expect(keys(await list({ StartAfter: 'd/10' }))).toEqual(['d/2', 'e']);
    expect(keys(await list({ StartAfter: 'd/11' }))).toEqual(['d/2', 'e']);
    expect((await list({ Delimiter: '/' })).CommonPrefixes).toEqual([{ Prefix: 'd/' }]);
  });

  it('has at most a thousand keys', async () => {
    const { simulator, list } = aBucket();
    const content = { body: new Uint8Array(), etag: '"x"', type: 'text/plain', checksums: {}, metadata: {} };
    for (let n = 0; n < 1_001; n += 1)
      simulator.buckets.named(Bucket).put(String(n).padStart(4, '0'), content);
    const first = await list();

    expect([first.KeyCount, first.IsTruncated]).toEqual([1_000, true]);
    expect((await list({ ContinuationToken: first.NextContinuationToken })).Contents?.[0]?.Key).toBe('1000');
  });
});

describe('checksums', () => {
  it('are kept with the object, and given to readers that ask', async () => {
    const { put, get, s3 } = aBucket();
    await put('a', 'text', { ChecksumAlgorithm: 'SHA256' });
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'a', ChecksumMode: 'ENABLED' }));

    expect(head.ChecksumSHA256).toMatch(/=$/);
    expect((await get('a')).ChecksumSHA256).toBe(head.ChecksumSHA256);
  });

  it.each([
    { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' },
    { ChecksumSHA256: 'AAAA' },
    { ChecksumCRC32: 'AAAAAA==' },
  ])('that are wrong are refused: %o', async (sum) => {
    await expect(aBucket().put('a', 'text', sum)).rejects.toMatchObject(refused('BadDigest', 400));
  });
});

describe('a bucket', () => {
  it('has to be there, and to be the account’s own', async () => {
    const { s3 } = aBucket({ account: other });
    const get = (Bucket: string) => s3.send(new GetObjectCommand({ Bucket, Key: 'a' }));

    await expect(get('none')).rejects.toMatchObject(refused('NoSuchBucket', 404));
    await expect(get(Bucket)).rejects.toMatchObject(refused('AccessDenied', 403));
  });

  it('is created once', async () => {
    const { s3 } = aBucket();
    await s3.send(new CreateBucketCommand({ Bucket: 'another' }));

    await expect(s3.send(new CreateBucketCommand({ Bucket: 'another' }))).rejects.toMatchObject(
      refused('BucketAlreadyOwnedByYou', 409),
    );
  });
});

it('faults and the call record know objects by their ARN', async () => {
  const { simulator, put } = aBucket();
  simulator.faults.setRules([
    { kind: 'throttle', service: 's3', nth: 1 },
    { kind: 'refused', service: 's3', code: 'ConditionalRequestConflict', nth: 2 },
    { kind: 'answer-lost', service: 's3', nth: 3 },
  ]);

  await expect(put('a')).rejects.toMatchObject({ name: 'SlowDown' });
  await expect(put('a')).rejects.toMatchObject({ name: 'ConditionalRequestConflict' });
  await expect(put('a')).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(simulator.calls.list()[0]).toMatchObject({
    ...{ service: 's3', action: 'PutObject', resources: [`arn:aws:s3:::${Bucket}/a`] },
    input: { Body: '1 bytes', Bucket, Key: 'a' },
  });
});

it('a request in chunks is put together', async () => {
  const { simulator, get } = aBucket();
  const chunked = ['4;chunk-signature=x', 'text', '0;chunk-signature=x', '', ''].join('\r\n');
  const scope = `${credentials.accessKeyId}/20261120/eu-central-1/s3/aws4_request`;
  const { status } = simulator.handle({
    ...{ method: 'PUT', path: `/${Bucket}/a`, query: {}, body: Buffer.from(chunked) },
    headers: {
      host: '127.0.0.1:4566',
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}`,
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    },
  });

  expect(status).toBe(200);
  expect((await get('a')).text).toBe('text');
});
