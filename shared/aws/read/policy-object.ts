import type { Home } from '../client/clients.ts';
import { required } from '../client/unexpected-answer.ts';

/** Where an object is. */
export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/** One version of an object with text. */
export interface ObjectText {
  readonly text: string;
  readonly etag: string;
  /** Absent: the bucket keeps no versions. */
  readonly version?: string;
}

/**
 * Reads an object with one GetObject. With `known`, S3 sends the text only if it has changed, and `known` comes back if it
 * has not.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
 * @throws the errors of AWS
 */
export async function readObjectText(
  home: Pick<Home, 's3'>,
  { bucket, key }: ObjectPlace,
  known?: ObjectText,
): Promise<ObjectText> {
  const { GetObjectCommand } = await import('../client/sdk/s3.ts');
  const get = new GetObjectCommand({ Bucket: bucket, Key: key, ...(known && { IfNoneMatch: known.etag }) });
  try {
    const { Body, ETag, VersionId } = await (await home.s3()).send(get);
    return {
      text: await required(Body, 'Body', key).transformToString(),
      etag: required(ETag, 'ETag', key),
      // Written before the bucket kept versions.
      ...(VersionId !== undefined && VersionId !== 'null' && { version: VersionId }),
    };
  } catch (error) {
    if (known !== undefined && isUnchanged(error)) return known;
    throw error;
  }
}

/**
 * The versions of an object, newest first, also of one that was deleted; at most `most`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 * @throws the errors of AWS
 */
export async function* objectVersions(
  home: Pick<Home, 's3'>,
  { bucket: Bucket, key }: ObjectPlace,
  most: number,
): AsyncGenerator<{ readonly text: string; readonly version: string }> {
  const { GetObjectCommand, ListObjectVersionsCommand } = await import('../client/sdk/s3.ts');
  const s3 = await home.s3();
  const { Versions = [] } = await s3.send(
    new ListObjectVersionsCommand({ Bucket, Prefix: key, MaxKeys: 1_000 }),
  );
  // S3 lists those of a key newest first.
  for (const { VersionId } of Versions.filter(({ Key }) => Key === key).slice(0, most)) {
    const version = required(VersionId, 'VersionId', key);
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key, VersionId: version }));
    yield { text: await required(Body, 'Body', key).transformToString(), version };
  }
}

/** The answer 304 has no body, and so no code of an error. */
function isUnchanged(error: unknown): boolean {
  const { $metadata }: { readonly $metadata?: { readonly httpStatusCode?: number } } = Object(error);
  return $metadata?.httpStatusCode === 304;
}
