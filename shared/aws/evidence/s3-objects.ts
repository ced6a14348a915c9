import type { S3Client } from '@aws-sdk/client-s3';
import { sha256 } from '../../policy/recovery/evidence/text.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { required } from '../client/unexpected-answer.ts';
import type { Objects } from './objects.ts';

/** A bucket, and the account that has to own it, so that nobody else's bucket of that name is read or written. */
export interface Bucket {
  readonly name: string;
  /** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html */
  readonly owner: string;
}

/** Attempts of a write that another one to the same key came between. */
const ATTEMPTS = 4;

/**
 * A bucket in S3. Content goes with its SHA-256, which S3 checks and keeps, and comes with a checksum that the SDK checks.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export function s3Objects(
  s3: () => Promise<S3Client>,
  { name: Bucket, owner: ExpectedBucketOwner }: Bucket,
  scope: Pick<AwsScope, 'signal'> = {},
): Objects {
  const bucket = { Bucket, ExpectedBucketOwner };
  const options = sendOptions(scope);
  return {
    async list(Prefix, StartAfter) {
      const { paginateListObjectsV2 } = await import('../client/sdk/s3.ts');
      const input = { ...bucket, Prefix, ...(StartAfter !== undefined && { StartAfter }) };
      const found: { key: string; at: number }[] = [];
      for await (const page of paginateListObjectsV2({ client: await s3() }, input, options)) {
        for (const { Key, LastModified } of page.Contents ?? []) {
          const at = required(LastModified, 'LastModified', `an object in ${Bucket}`);
          found.push({ key: required(Key, 'Key', `an object in ${Bucket}`), at: at.getTime() });
        }
      }
      return found;
    },

    async get(Key) {
      const { GetObjectCommand } = await import('../client/sdk/s3.ts');
      const get = new GetObjectCommand({ ...bucket, Key, ChecksumMode: 'ENABLED' });
      try {
        const { Body, ETag } = await (await s3()).send(get, options);
        const bytes = await required(Body, 'Body', Key).transformToByteArray();
        return { bytes, etag: required(ETag, 'ETag', Key) };
      } catch (error) {
        if (nameOf(error) === 'NoSuchKey') return undefined;
        throw error;
      }
    },

    async put(Key, text, condition) {
      const { PutObjectCommand } = await import('../client/sdk/s3.ts');
      const put = new PutObjectCommand({
        ...{ ...bucket, Key, Body: text, ContentType: 'application/json' },
        // A bucket with a lock asks for the name of the algorithm, too:
        // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
        ChecksumAlgorithm: 'SHA256',
        ChecksumSHA256: Buffer.from(sha256(text), 'hex').toString('base64'),
        ...(condition !== undefined &&
          ('etag' in condition ? { IfMatch: condition.etag } : { IfNoneMatch: '*' })),
      });
      for (let attempt = 1; ; attempt += 1) {
        try {
          const { ETag } = await (await s3()).send(put, options);
          return required(ETag, 'ETag', Key);
        } catch (error) {
          if (condition !== undefined && isRefusal(error)) return undefined;
          // Another write to the key was under way: only the next attempt can tell which one came first.
          if (nameOf(error) !== 'ConditionalRequestConflict' || attempt === ATTEMPTS) throw error;
        }
      }
    },

    async remove(Key) {
      const { DeleteObjectCommand } = await import('../client/sdk/s3.ts');
      await (await s3()).send(new DeleteObjectCommand({ ...bucket, Key }), options);
    },
  };
}

/**
 * 412 if the condition does not hold, 404 if there is no object whose version it could be.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
function isRefusal(error: unknown): boolean {
  return ['PreconditionFailed', 'NoSuchKey'].includes(nameOf(error));
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
