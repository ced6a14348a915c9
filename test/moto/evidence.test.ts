/**
 * A bucket in moto with the properties that the template has, and drills that are closed in it, seen by boto3. moto's
 * CloudFormation locks no bucket, and moto evaluates no bucket policy: test/stack/evidence.test.ts has what these are.
 */
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  HeadObjectCommand,
  PutObjectLockConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { s3Objects } from '../../shared/aws/evidence/s3-objects.ts';
import { createDrillStore } from '../../shared/aws/evidence/store.ts';
import { evidence } from '../../stack/evidence.ts';
import { settingsWith } from '../stack/builders.ts';
import { drillRecord } from '../support/builders/drill-records.ts';
import { home } from '../support/cloudformation.ts';
import { askBoto3 } from './boto3.ts';
import { type MotoServer, startMoto } from './server.ts';

const bucket = 'dormouse-prod-evidencebucket';

interface Bucket {
  readonly versions: readonly string[];
  readonly deleted: readonly string[];
  readonly retained: Readonly<Record<string, string>>;
}

const bucketProperties = z.looseObject({
  ObjectLockEnabled: z.boolean(),
  ObjectLockConfiguration: z.object({
    ObjectLockEnabled: z.literal('Enabled'),
    Rule: z.object({
      DefaultRetention: z.object({ Mode: z.enum(['GOVERNANCE', 'COMPLIANCE']), Days: z.number() }),
    }),
  }),
});

let moto: MotoServer;

beforeAll(async () => {
  moto = await startMoto();
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, 'any');
  vi.stubEnv('AWS_ENDPOINT_URL', moto.url);
  const { Properties } =
    evidence(settingsWith({ drills: true, evidenceRetention: 30 })).Resources.EvidenceBucket ?? {};
  const { ObjectLockEnabled, ObjectLockConfiguration } = bucketProperties.parse(Properties);
  await s3().send(
    new CreateBucketCommand({
      Bucket: bucket,
      ObjectLockEnabledForBucket: ObjectLockEnabled,
      CreateBucketConfiguration: { LocationConstraint: home.region },
    }),
  );
  await s3().send(new PutObjectLockConfigurationCommand({ Bucket: bucket, ObjectLockConfiguration }));
});

afterAll(() => moto?.close());

async function seen(): Promise<Bucket> {
  const { [home.region]: buckets = {} } = await askBoto3<Record<string, Bucket>>(
    'read_evidence.py',
    moto.url,
    [home.region],
  );
  const { [bucket]: found } = buckets;
  if (found === undefined) throw new Error(`${bucket} is not among ${Object.keys(buckets)}`);
  return found;
}

function s3(): S3Client {
  return new S3Client({ region: home.region, forcePathStyle: true });
}

test('is versioned, and locked for the retention', async () => {
  expect(await seen()).toMatchObject({
    versioning: 'Enabled',
    lock: {
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } },
    },
    versions: [],
  });
});

test('keeps a drill with each of its steps, all of them locked', async () => {
  const store = createDrillStore(s3Objects(async () => s3(), { name: bucket, owner: home.account }));
  const begun = await store.begin(drillRecord());
  if (begun === undefined) throw new Error('the drill has begun already');

  expect(await store.begin(drillRecord({ rule: 'another' }))).toBeUndefined();
  const { sequence } = await store.close({ ...begun.record, verdict: 'passed' }, begun.etag);

  const { versions, deleted, retained } = await seen();
  expect(sequence).toBe(1);
  expect(versions).toContain('evidence/00000001.json');
  expect(versions.filter((key) => key.startsWith('open/')).length).toBeGreaterThan(1);
  expect(deleted).toHaveLength(1);
  expect(new Set(Object.values(retained))).toEqual(new Set(['GOVERNANCE']));
});

test('lets nobody delete a version that is locked', async () => {
  const before = await seen();

  const { VersionId } = await s3().send(
    new HeadObjectCommand({ Bucket: bucket, Key: 'evidence/00000001.json' }),
  );
  const version = { Bucket: bucket, Key: 'evidence/00000001.json', VersionId };

  await expect(s3().send(new DeleteObjectCommand(version))).rejects.toThrow(/Access ?Denied/i);
  expect(await seen()).toEqual(before);
});
