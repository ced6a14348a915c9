/** The actions that a recording needs in each account and Region; all of them only read. */
export const recordActions: readonly string[] = [
  'cloudwatch:GetMetricData',
  'kms:DescribeKey',
  'rds:DescribeAccountAttributes',
  'rds:DescribeBlueGreenDeployments',
  'rds:DescribeDBClusterSnapshots',
  'rds:DescribeDBClusters',
  'rds:DescribeDBInstances',
  'rds:DescribeEvents',
  'rds:DescribeGlobalClusters',
  'rds:ListTagsForResource',
];

/** The action that list prices need, in the account of the credentials. */
export const priceActions: readonly string[] = ['pricing:GetProducts'];
