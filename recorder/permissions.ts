/** The actions that a recording needs; all of them only read. */
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
