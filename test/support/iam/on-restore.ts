import type { CallRecord } from '../../../simulator/core/calls.ts';
import type { IamRequest } from './evaluate.ts';
import { toTag } from './on-behalf.ts';

/** Finds the requests that IAM decides on besides that of the call itself. */
type Besides = (call: CallRecord, own: readonly IamRequest[]) => readonly IamRequest[];

/**
 * By operation: the groups that IAM asks for whether a call names them or not, the tags of a new resource, and the calls
 * that RDS makes in the caller's name. AWS marks them as required, or its own examples have them:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
const besides: Readonly<Record<string, Besides>> = {
  RestoreDBClusterFromSnapshot: restore,
  // IAM also asks for the backup that outlives a deleted cluster.
  RestoreDBClusterToPointInTime: (call, own) => [
    ...restore(call, own),
    ...sameOn(call, own[0], 'cluster-auto-backup:*'),
  ],
  CreateDBInstance: (call, own) => [
    ...sameOn(call, own[0], 'og:default*', 'pg:default*', 'subgrp:drills'),
    ...toTag(call, own.at(-1)),
  ],
  // The final snapshot, even if it is skipped: the context is not that of the cluster.
  DeleteDBCluster: (call, own) =>
    sameOn(call, own[0], 'cluster-snapshot:*').map((request) => ({ ...request, context: {} })),
  ModifyDBCluster: keepPassword,
};

/** The requests that IAM decides on for a step of a restore besides that of the call itself. */
export function onRestore(call: CallRecord, own: readonly IamRequest[]): readonly IamRequest[] {
  if (call.service === 'rds-data') return readPassword(call);
  return call.service === 'rds' ? (besides[call.action]?.(call, own) ?? []) : [];
}

function restore(call: CallRecord, own: readonly IamRequest[]): IamRequest[] {
  const { DBSubnetGroupName = 'default', DBClusterParameterGroupName = 'default.any' } = call.input;
  const groups = ['og:default*', `cluster-pg:${DBClusterParameterGroupName}`, `subgrp:${DBSubnetGroupName}`];
  return [
    ...sameOn(call, own[0], ...groups),
    ...toTag(call, own[0]),
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

/** The same request on other resources of RDS in the place of the call. */
function sameOn(
  { region, account }: CallRecord,
  request: IamRequest | undefined,
  ...names: readonly string[]
): IamRequest[] {
  if (request === undefined) return [];
  return names.map((name) => ({ ...request, resource: `arn:aws:rds:${region}:${account}:${name}` }));
}
