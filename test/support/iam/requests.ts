import type { CallRecord } from '../../../simulator/core/calls.ts';
import type { Context } from './condition.ts';
import type { IamRequest } from './evaluate.ts';
import { onBehalf } from './on-behalf.ts';

/** IAM's prefix for a service, by the name that requests to it are signed with. */
const prefixes: Readonly<Record<string, string>> = {
  appconfig: 'appconfig',
  events: 'events',
  kms: 'kms',
  organizations: 'organizations',
  monitoring: 'cloudwatch',
  pricing: 'pricing',
  rds: 'rds',
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
  return [...own, ...onBehalf(call, own)];
}

/** A batch of SQS is allowed as the single action is: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html */
function permissionOf({ service, action }: CallRecord): string {
  return service === 'sqs' ? action.replace(/Batch$/, '') : action;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html */
function contextOf({ region, tags, resourceTags }: CallRecord, resource: string): Context {
  const keys = Object.keys(tags);
  return {
    'aws:requestedregion': [region],
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
