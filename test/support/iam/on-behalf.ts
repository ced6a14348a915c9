import type { CallRecord } from '../../../simulator/core/calls.ts';
import type { IamRequest } from './evaluate.ts';

const making = new Set(['CreateDBClusterSnapshot', 'CopyDBClusterSnapshot']);

/** Their answers bring the tags. */
const listing = new Set(['DescribeDBClusters', 'DescribeDBClusterSnapshots']);

/**
 * The permissions that RDS checks in the caller's name without a call of its own: to read the tags of a listing, to tag
 * a new resource, to read the source of a copy in its own Region, and to use the key of the copy or of the activity
 * stream. The call does not name the source's key.
 */
export function onBehalf(call: CallRecord, own: readonly IamRequest[]): IamRequest[] {
  const made = own.at(-1);
  if (call.service === 'ssm' && call.input.WithDecryption === true) return toDecrypt(own);
  if (call.service === 'rds' && listing.has(call.action)) return toReadTags(own);
  if (call.service === 'rds' && call.action === 'StartActivityStream') return toUseKey(call);
  if (call.service !== 'rds' || made === undefined || !making.has(call.action)) return [];
  return [...toTag(call, made), ...toReadSource(call, own), ...toUseKey(call)];
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html */
function toDecrypt(own: readonly IamRequest[]): IamRequest[] {
  return own.map(({ resource }) => {
    const [, partition, , region, account] = resource.split(':');
    const context = {
      'kms:encryptioncontext:parameter_arn': [resource],
      'kms:viaservice': [`ssm.${region}.amazonaws.com`],
    };
    return { action: 'kms:Decrypt', resource: `arn:${partition}:kms:${region}:${account}:key/k`, context };
  });
}

/** AWS does not document whether it asks for this; where it does, nobody must be left without tags. */
function toReadTags(own: readonly IamRequest[]): IamRequest[] {
  return own.map((request) => ({ ...request, action: 'rds:ListTagsForResource' }));
}

/** Dependent action: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html */
export function toTag({ tags }: CallRecord, made: IamRequest | undefined): IamRequest[] {
  if (made === undefined || Object.keys(tags).length === 0) return [];
  return [{ ...made, action: 'rds:AddTagsToResource' }];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_CopySnapshot.html: both Regions, the other by way of RDS. */
function toReadSource({ action, region }: CallRecord, [source]: readonly IamRequest[]): IamRequest[] {
  const sourceRegion = source?.resource.split(':')[3];
  if (action !== 'CopyDBClusterSnapshot' || source === undefined || sourceRegion === undefined) return [];
  if (sourceRegion === region) return [];
  const context = { 'aws:requestedregion': [sourceRegion], 'aws:viaawsservice': ['true'] };
  return [{ ...source, context }];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html */
function toUseKey({ input: { KmsKeyId }, account, region }: CallRecord): IamRequest[] {
  if (KmsKeyId === undefined) return [];
  // IAM looks at the key that an alias stands for, whose id the call does not tell.
  const key = String(KmsKeyId).replace(/^alias\/(.*)$/, `arn:aws:kms:${region}:${account}:key/of-$1`);
  const context = {
    'aws:requestedregion': [region],
    'aws:viaawsservice': ['true'],
    'kms:grantisforawsresource': ['true'],
    'kms:viaservice': [`rds.${region}.amazonaws.com`],
  };
  return [{ action: 'kms:CreateGrant', resource: key, context }];
}
