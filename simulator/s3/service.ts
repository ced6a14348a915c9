import { type Call, type Operation, type Service, ServiceError } from '../core/service.ts';
import type { Bucket, Buckets } from './buckets.ts';
import { accessDenied, bucketExists } from './errors.ts';
import { listObjects, listVersions } from './listings.ts';
import { deleteObject, getObject, headObject, putObject } from './objects.ts';

type Input = Readonly<Record<string, unknown>>;

/**
 * S3, as far as files that are written once, changed on a condition, listed and kept: strongly consistent, with
 * versions and Object Lock.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
 */
export function createS3(buckets: Buckets): Service {
  /** The owner of a bucket that names none is whoever calls first. */
  const owners = new Map<string, string>();

  function find({ Bucket, ExpectedBucketOwner }: Input, { account }: Call): Bucket {
    const bucket = buckets.named(String(Bucket));
    const owner = bucket.account ?? owners.get(bucket.name) ?? account;
    owners.set(bucket.name, owner);
    if (owner !== account || (ExpectedBucketOwner ?? owner) !== owner) throw accessDenied();
    return bucket;
  }

  const createBucket: Operation = ({ Bucket, ObjectLockEnabledForBucket }, { account }) => {
    const name = String(Bucket);
    const known = buckets.find(name);
    if (known !== undefined) throw bucketExists(known.account === account);
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
      throw new ServiceError('InvalidBucketName', 'The specified bucket is not valid.');
    }
    buckets.create({ name, account, versioned: ObjectLockEnabledForBucket === true });
    return { Location: `/${name}` };
  };

  return {
    name: 's3',
    operations: {
      CreateBucket: createBucket,
      HeadBucket: (input, call) => ({ BucketRegion: call.region, BucketArn: arnOf(find(input, call).name) }),
      GetBucketVersioning: (input, call) => (find(input, call).isVersioned ? { Status: 'Enabled' } : {}),
      PutObject: putObject(find),
      GetObject: getObject(find),
      HeadObject: headObject(find),
      DeleteObject: deleteObject(find),
      ListObjectsV2: listObjects(find),
      ListObjectVersions: listVersions(find),
    },
    resources: ({ Bucket, Key }) => [arnOf(String(Bucket), Key)],
  };
}

function arnOf(bucket: string, key?: unknown): string {
  return `arn:aws:s3:::${bucket}${key === undefined ? '' : `/${String(key)}`}`;
}
