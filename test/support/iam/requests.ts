import type { CallRecord } from '../../../simulator/core/calls.ts';
import type { Context } from './condition.ts';
import type { IamRequest } from './evaluate.ts';
import { onBehalf } from './on-behalf.ts';
import { onRestore } from './on-restore.ts';

/** IAM's prefix for a service, by the name that requests to it are signed with. */
const prefixes: Readonly<Record<string, string>> = {
  appconfig: 'appconfig',
  ec2: 'ec2',
  events: 'events',
  iam: 'iam',
  kms: 'kms',
  lambda: 'lambda',
  organizations: 'organizations',
  monitoring: 'cloudwatch',
  pricing: 'pricing',
  rds: 'rds',
  'rds-data': 'rds-data',
  s3: 's3',
  sqs: 'sqs',
  ssm: 'ssm',
  sts: 'sts',
};

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: needs no permission. */
const free = new Set(['sts:GetCallerIdentity']);

/** The requests to IAM when the call is made: one for each resource, and those for all that it brings about. */
export function toRequests(call: CallRecord): IamRequest[] {
  const prefix = prefixes[call.service];
  if (prefix === undefined) throw new Error(`the IAM prefix of ${call.service} is not known`);
  const action = `${prefix}:${permissionOf(call)}`;
  if (free.has(action)) return [];
  const own = resourcesOf(call).map((resource) => ({ action, resource, context: contextOf(call, resource) }));
  return [...own, ...onBehalf(call, own), ...onRestore(call, own)];
}

/** Operations whose permission has another name, by service and operation. */
const named: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html
  'lambda Invoke': 'InvokeFunction',
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
  's3 ListObjectsV2': 'ListBucket',
};

/** A batch of SQS is allowed as the single action is: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html */
function permissionOf({ service, action }: CallRecord): string {
  return named[`${service} ${action}`] ?? (service === 'sqs' ? action.replace(/Batch$/, '') : action);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function contextOf({ region, tags, resourceTags, input }: CallRecord, resource: string): Context {
  const keys = Object.keys(tags);
  const { PubliclyAccessible, ManageMasterUserPassword } = input;
  return {
    'aws:requestedregion': [region],
    ...(PubliclyAccessible !== undefined && { 'rds:publiclyaccessible': [String(PubliclyAccessible)] }),
    ...(ManageMasterUserPassword !== undefined && {
      'rds:managemasteruserpassword': [String(ManageMasterUserPassword)],
    }),
    ...(keys.length > 0 && { 'aws:tagkeys': keys }),
    ...tagKeys('aws:requesttag', tags),
    ...tagKeys('aws:resourcetag', resourceTags[resource] ?? {}),
  };
}

function tagKeys(prefix: string, tags: Readonly<Record<string, string>>): Context {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`${prefix}/${key.toLowerCase()}`, [value]]),
  );
}

function resourcesOf({ service, action, account, region, resources }: CallRecord): readonly string[] {
  // The ids of an application and its parts are not in the calls.
  if (service === 'appconfig') {
    return [`arn:aws:appconfig:${region}:${account}:application/a/environment/e/configuration/c`];
  }
  // AWS lists both kinds for it, and does not say which of them a listing of all snapshots asks for: so both.
  // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
  if (action === 'DescribeDBClusterSnapshots') {
    return [...new Set([`arn:aws:rds:${region}:${account}:cluster:*`, ...resources])];
  }
  return resources.length > 0 ? resources : ['*'];
}
