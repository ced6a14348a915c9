import { deploymentName } from './account-settings.ts';
import {
  checkKeys,
  clusters,
  letRdsUseKeys,
  listClusters,
  listMembers,
  listSnapshots,
  ofAccount,
  readQuota,
  snapshots,
} from './grants.ts';
import { substitute } from './resource.ts';
import type { Settings } from './settings.ts';
import { allow, type Statement } from './statement.ts';

const BY = 'drill-restores';

const drillClusters = ofAccount('rds', 'cluster:dormouse-drill-*');
const drillInstances = ofAccount('rds', 'db:dormouse-drill-*');
/** IAM asks for an option group of each restore, although Aurora, Neptune and DocumentDB have none of their own. */
const optionGroups = ofAccount('rds', 'og:default*');
const parameterGroups = ofAccount('rds', 'cluster-pg:*');
const instanceParameterGroups = ofAccount('rds', 'pg:*');
const subnetGroups = ofAccount('rds', 'subgrp:*');
const managedSecrets = ofAccount('secretsmanager', 'secret:rds!cluster-*');

/**
 * The permissions of restore drills in the account where they restore. A cluster or an instance is made only with the name
 * and the tags of a drill of this deployment, and changed, asked or deleted only if it has both.
 */
export function drillPermissions(
  names: Pick<Settings, 'stage' | 'roleName' | 'rolePath'>,
): readonly Statement[] {
  const tagged = (key: 'RequestTag' | 'ResourceTag') => ({
    StringEquals: {
      [`aws:${key}/dormouse:created-by`]: BY,
      [`aws:${key}/dormouse:deployment`]: deploymentName(names),
    },
    Null: { [`aws:${key}/dormouse:drill`]: 'false' },
  });
  const asDrill = tagged('RequestTag');
  const ofDrill = tagged('ResourceTag');
  return [
    listClusters,
    listMembers,
    listSnapshots,
    readQuota,
    allow('ReadSubnetGroups', 'rds:DescribeDBSubnetGroups', subnetGroups),
    allow(
      'ReadParameterGroups',
      ['rds:DescribeDBClusterParameterGroups', 'rds:DescribeDBParameterGroups'],
      [parameterGroups, instanceParameterGroups],
    ),
    // The actions know no resources.
    allow(
      'ReadOffers',
      ['ec2:DescribeVpcs', 'rds:DescribeDBEngineVersions', 'rds:DescribeOrderableDBInstanceOptions'],
      '*',
    ),
    allow('AskItself', 'iam:SimulatePrincipalPolicy', ownRole(names)),
    allow('Restore', 'rds:RestoreDBClusterFromSnapshot', drillClusters, asDrill),
    // IAM asks for each of these too. Without the cluster, they allow nothing.
    allow('RestoreWith', 'rds:RestoreDBClusterFromSnapshot', [
      ...[optionGroups, parameterGroups, snapshots, subnetGroups],
    ]),
    // AWS does not document whether IAM asks for the source too, as it does for copies, and no condition can tell a source
    // from a target. The request needs the tags of a drill in either case.
    allow('RestorePointInTime', 'rds:RestoreDBClusterToPointInTime', clusters, asDrill),
    allow('RestorePointInTimeWith', 'rds:RestoreDBClusterToPointInTime', [
      ...[optionGroups, parameterGroups, subnetGroups, ofAccount('rds', 'cluster-auto-backup:*')],
    ]),
    allow('CreateInstance', 'rds:CreateDBInstance', [drillClusters, drillInstances], {
      ...asDrill,
      BoolIfExists: { 'rds:PubliclyAccessible': 'false' },
    }),
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/security_iam_id-based-policy-examples-create-and-modify-examples.html
    allow('CreateInstanceWith', 'rds:CreateDBInstance', [
      ...[optionGroups, ofAccount('rds', 'pg:default*'), subnetGroups],
    ]),
    allow('TagCreated', 'rds:AddTagsToResource', [drillClusters, drillInstances], asDrill),
    allow('Prepare', ['rds:EnableHttpEndpoint', 'rds:ModifyDBCluster'], drillClusters, ofDrill),
    // RDS makes the secret with the master password in the name of the role, encrypted with the key of Secrets Manager:
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html
    allow(
      'LetRdsKeepPassword',
      ['secretsmanager:CreateSecret', 'secretsmanager:TagResource'],
      managedSecrets,
    ),
    allow('AskData', 'rds-data:ExecuteStatement', drillClusters),
    // RDS tags each secret that it manages with its cluster: no other master password can be read.
    allow('ReadPassword', 'secretsmanager:GetSecretValue', managedSecrets, {
      ArnLike: { 'aws:ResourceTag/aws:rds:primaryDBClusterArn': drillClusters },
    }),
    allow('AskFunctions', 'lambda:InvokeFunction', ofAccount('lambda', 'function:dormouse-drill-check-*')),
    allow(
      'Delete',
      ['rds:DeleteDBCluster', 'rds:DeleteDBInstance'],
      [drillClusters, drillInstances],
      ofDrill,
    ),
    // IAM asks for the final snapshot although it is skipped. This allows nobody to delete a snapshot.
    allow('DeleteWith', 'rds:DeleteDBCluster', snapshots),
    allow('NoteOnCluster', 'rds:AddTagsToResource', clusters, {
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['dormouse:proven'] },
    }),
    checkKeys,
    letRdsUseKeys,
  ];
}

/** By its name, because a role that names itself depends on itself. */
function ownRole({ stage, rolePath }: Pick<Settings, 'stage' | 'rolePath'>): unknown {
  return substitute(
    `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:role${rolePath}dormouse-${stage}-DrillRestoresRole-*`,
  );
}
