import type { CallRecord } from '../../../simulator/core/calls.ts';
import type { IamRequest } from './evaluate.ts';

/** The requests that IAM decides on besides that of the call itself. */
type Besides = (call: CallRecord, own: readonly IamRequest[]) => readonly IamRequest[];

/**
 * By operation: the groups that IAM asks for whether a call names them or not, the tags of what is made, and what RDS does
 * in the caller's name. AWS marks them as required, or its own examples have them:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
const besides: Readonly<Record<string, Besides>> = {
  RestoreDBClusterFromSnapshot: restore,
  // Also for a backup of a cluster that is there no more.
  RestoreDBClusterToPointInTime: (call, own) => [
    ...restore(call, own),
    ...sameOf(own[0], arnOf(call, 'cluster-auto-backup:*')),
  ],
  CreateDBInstance: (call, own) => [
    ...['og:default*', 'pg:default*', 'subgrp:drills'].flatMap((name) => sameOf(own[0], arnOf(call, name))),
    ...tagging(call, own.at(-1)),
  ],
  // The last snapshot, even if it is skipped.
  DeleteDBCluster: (call, own) => sameOf(own[0], arnOf(call, 'cluster-snapshot:*'), {}),
  ModifyDBCluster: keepPassword,
};

/** The requests that a step of a restore brings about besides its own. */
export function onRestore(call: CallRecord, own: readonly IamRequest[]): readonly IamRequest[] {
  if (call.service === 'rds-data') return readPassword(call);
  return call.service === 'rds' ? (besides[call.action]?.(call, own) ?? []) : [];
}

function restore(call: CallRecord, own: readonly IamRequest[]): IamRequest[] {
  const { DBSubnetGroupName = 'default', DBClusterParameterGroupName = 'default.any' } = call.input;
  const groups = ['og:default*', `cluster-pg:${DBClusterParameterGroupName}`, `subgrp:${DBSubnetGroupName}`];
  return [
    ...groups.flatMap((name) => sameOf(own[0], arnOf(call, name))),
    ...tagging(call, own[0]),
    // The call need not name the key of the snapshot.
    {
      action: 'kms:CreateGrant',
      resource: `arn:aws:kms:${call.region}:${call.account}:key/of-the-snapshot`,
      context: {
        'kms:grantisforawsresource': ['true'],
        'kms:viaservice': [`rds.${call.region}.amazonaws.com`],
      },
    },
  ];
}

function tagging({ tags }: CallRecord, made: IamRequest | undefined): IamRequest[] {
  return made !== undefined && Object.keys(tags).length > 0
    ? [{ ...made, action: 'rds:AddTagsToResource' }]
    : [];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html#rds-secrets-manager-permissions */
function keepPassword({ input, region, account }: CallRecord): IamRequest[] {
  if (input.ManageMasterUserPassword !== true && input.ManageMasterUserPassword !== 'true') return [];
  const resource = `arn:aws:secretsmanager:${region}:${account}:secret:rds!cluster-any`;
  return ['CreateSecret', 'TagResource'].map((action) => ({
    ...{ action: `secretsmanager:${action}`, resource, context: {} },
  }));
}

/** The Data API reads the secret in the caller's name: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.access.html */
function readPassword({ input }: CallRecord): IamRequest[] {
  const cluster = String(input.resourceArn);
  return [
    {
      action: 'secretsmanager:GetSecretValue',
      resource: String(input.secretArn),
      context: { 'aws:resourcetag/aws:rds:primarydbclusterarn': [cluster] },
    },
  ];
}

function sameOf(request: IamRequest | undefined, resource: string, context = request?.context): IamRequest[] {
  return request === undefined ? [] : [{ ...request, resource, context: context ?? {} }];
}

function arnOf({ region, account }: CallRecord, name: string): string {
  return `arn:aws:rds:${region}:${account}:${name}`;
}
