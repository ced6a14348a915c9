import type { CallRecord } from '../../../simulator/calls.ts';
import type { IamRequest } from './judge.ts';

/** IAM's prefix for a service, by the name that requests to it are signed with. */
const prefixes: Readonly<Record<string, string>> = {
  appconfig: 'appconfig',
  events: 'events',
  monitoring: 'cloudwatch',
  rds: 'rds',
  ssm: 'ssm',
  sts: 'sts',
};

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html: needs no permission. */
const free = new Set(['sts:GetCallerIdentity']);

/** What IAM is asked when the call is made: one request for each resource. */
export function toRequests(call: CallRecord): IamRequest[] {
  const prefix = prefixes[call.service];
  if (prefix === undefined) throw new Error(`the IAM prefix of ${call.service} is not known`);
  const action = `${prefix}:${call.action}`;
  if (free.has(action)) return [];
  const tags = Object.entries(call.tags);
  const context = {
    'aws:requestedregion': [call.region],
    ...(tags.length > 0 && { 'aws:tagkeys': tags.map(([key]) => key) }),
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:requesttag/${key.toLowerCase()}`, [value]])),
  };
  return resourcesOf(call).map((resource) => ({ action, resource, context }));
}

function resourcesOf({ service, account, region, resources }: CallRecord): readonly string[] {
  // The ids of an application and its parts are not in the calls.
  if (service === 'appconfig') {
    return [`arn:aws:appconfig:${region}:${account}:application/a/environment/e/configuration/c`];
  }
  return resources.length > 0 ? resources : ['*'];
}
