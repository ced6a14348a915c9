import { substitute } from './resource.ts';
import { allow } from './statement.ts';

/**
 * Statements that several functions have, and the resources of their actions:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 * Aurora, Neptune and DocumentDB clusters all have actions and ARNs of rds.
 */
export const clusters = ofAccount('rds', 'cluster:*');
export const instances = ofAccount('rds', 'db:*');
export const snapshots = ofAccount('rds', 'cluster-snapshot:*');
const keys = ofAccount('kms', 'key/*');

// The listings bring the tags. Whether IAM asks for them by name, AWS does not document.
export const listClusters = allow(
  'ListClusters',
  ['rds:DescribeDBClusters', 'rds:ListTagsForResource'],
  clusters,
);
export const listMembers = allow('ListMembers', 'rds:DescribeDBInstances', instances);
export const listSnapshots = allow(
  'ListSnapshots',
  ['rds:DescribeDBClusterSnapshots', 'rds:ListTagsForResource'],
  [clusters, snapshots],
);
// The action knows no resources.
export const readQuota = allow('ReadQuota', 'rds:DescribeAccountAttributes', '*');

/** In every partition: `rds.eu-central-1.amazonaws.com`, `rds.cn-north-1.amazonaws.com.cn`. */
const VIA_RDS = 'rds.*.amazonaws.*';

export const forRds = {
  Bool: { 'kms:GrantIsForAWSResource': 'true' },
  StringLike: { 'kms:ViaService': VIA_RDS },
};
export const checkKeys = allow('CheckKeys', 'kms:DescribeKey', keys);
export const letRdsUseKeys = allow('LetRdsUseKeys', 'kms:CreateGrant', keys, forRds);

/** Resources of the account in every Region. */
export function ofAccount(service: string, resource: string): unknown {
  return substitute(`arn:\${AWS::Partition}:${service}:*:\${AWS::AccountId}:${resource}`);
}
