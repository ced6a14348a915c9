import { z } from 'zod';
import type { Call } from '../../core/service.ts';
import {
  clusterArn,
  deploymentArn,
  globalClusterArn,
  instanceArn,
  snapshotArn,
  subnetGroupArn,
} from './arn.ts';

const inputSchema = z.object({
  DBClusterIdentifier: z.string().optional(),
  SourceDBClusterIdentifier: z.string().optional(),
  DBInstanceIdentifier: z.string().optional(),
  DBClusterParameterGroupName: z.string().optional(),
  Engine: z.string().optional(),
  GlobalClusterIdentifier: z.string().default('*'),
  BlueGreenDeploymentIdentifier: z.string().default('*'),
  DBSubnetGroupName: z.string().default('*'),
  ResourceName: z.string().default('*'),
  ResourceArn: z.string().default('*'),
  DBClusterSnapshotIdentifier: z.string().optional(),
  SnapshotIdentifier: z.string().optional(),
  SourceDBClusterSnapshotIdentifier: z.string().optional(),
  TargetDBClusterSnapshotIdentifier: z.string().optional(),
});

type Input = z.infer<typeof inputSchema>;

/**
 * The ARNs that IAM asks a permission for, by operation.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
const resources: Readonly<Record<string, (input: Input, call: Call) => string | readonly string[]>> = {
  DescribeDBClusters: cluster,
  StopDBCluster: cluster,
  StartDBCluster: cluster,
  ModifyDBCluster: cluster,
  CreateDBCluster: cluster,
  DeleteDBCluster: cluster,
  RestoreDBClusterFromSnapshot: (input, call) => [
    cluster(input, call),
    snapshot(input.SnapshotIdentifier, call),
    ...groups(input, call),
  ],
  RestoreDBClusterToPointInTime: (input, call) => [
    cluster(input, call),
    ...(input.SourceDBClusterIdentifier === undefined
      ? []
      : [toArn(clusterArn, input.SourceDBClusterIdentifier, call)]),
    ...groups(input, call),
  ],
  DescribeDBClusterAutomatedBackups: (_, { account, region }) =>
    `arn:aws:rds:${region}:${account}:cluster-auto-backup:*`,
  CreateDBInstance: (input, call) => [cluster(input, call), instance(input, call)],
  DeleteDBInstance: instance,
  StartActivityStream: ({ ResourceArn }) => ResourceArn,
  StopActivityStream: ({ ResourceArn }) => ResourceArn,
  EnableHttpEndpoint: ({ ResourceArn }) => ResourceArn,
  DisableHttpEndpoint: ({ ResourceArn }) => ResourceArn,
  DescribeDBInstances: instance,
  DescribeGlobalClusters: (input, { account }) => globalClusterArn(account, input.GlobalClusterIdentifier),
  DescribeBlueGreenDeployments: (input, { account, region }) =>
    deploymentArn(account, region, input.BlueGreenDeploymentIdentifier),
  DescribeEvents: () => '*',
  DescribeDBSubnetGroups: ({ DBSubnetGroupName: name }, { account, region }) =>
    subnetGroupArn(account, region, name),
  DescribeDBClusterSnapshotAttributes: ({ DBClusterSnapshotIdentifier: id }, call) => snapshot(id, call),
  ModifyDBClusterSnapshotAttribute: ({ DBClusterSnapshotIdentifier: id }, call) => snapshot(id, call),
  DescribeAccountAttributes: () => '*',
  DescribeOrderableDBInstanceOptions: () => '*',
  DescribeDBMajorEngineVersions: () => '*',
  DescribeDBEngineVersions: () => '*',
  DescribeDBClusterParameterGroups: (_, { account, region }) =>
    `arn:aws:rds:${region}:${account}:cluster-pg:*`,
  DescribeDBParameterGroups: (_, { account, region }) => `arn:aws:rds:${region}:${account}:pg:*`,
  DescribeDBClusterSnapshots: (input, call) => [
    ...(input.DBClusterIdentifier === undefined ? [] : [cluster(input, call)]),
    snapshot(input.DBClusterSnapshotIdentifier, call),
  ],
  CreateDBClusterSnapshot: (input, call) => [
    cluster(input, call),
    snapshot(input.DBClusterSnapshotIdentifier, call),
  ],
  CopyDBClusterSnapshot: (input, call) => [
    snapshot(input.SourceDBClusterSnapshotIdentifier, call),
    snapshot(input.TargetDBClusterSnapshotIdentifier, call),
  ],
  DeleteDBClusterSnapshot: (input, call) => snapshot(input.DBClusterSnapshotIdentifier, call),
  AddTagsToResource: ({ ResourceName }) => ResourceName,
  RemoveTagsFromResource: ({ ResourceName }) => ResourceName,
  ListTagsForResource: ({ ResourceName }) => ResourceName,
};

/** The groups that a restored cluster belongs to; Aurora has no option groups, and IAM asks all the same. */
function groups(input: Input, { account, region }: Call): string[] {
  const { Engine = 'aurora', DBClusterParameterGroupName: parameters = `default.${Engine}` } = input;
  const { DBSubnetGroupName: subnets } = input;
  return [
    subnetGroupArn(account, region, subnets === '*' ? 'default' : subnets),
    `arn:aws:rds:${region}:${account}:cluster-pg:${parameters}`,
    `arn:aws:rds:${region}:${account}:og:default:${Engine}`,
  ];
}

function cluster({ DBClusterIdentifier: id }: Input, call: Call): string {
  return toArn(clusterArn, id, call);
}

function instance({ DBInstanceIdentifier: id }: Input, call: Call): string {
  return toArn(instanceArn, id, call);
}

function snapshot(id: string | undefined, call: Call): string {
  return toArn(snapshotArn, id, call);
}

/** An ARN stays as it is, whatever it names: IAM evaluates the resource that was requested. */
function toArn(build: typeof clusterArn, id = '*', { account, region }: Call): string {
  const text = id.toLowerCase();
  return text.startsWith('arn:') ? text : build(account, region, text);
}

/** The ARNs that a call touches; those of an input that cannot be read are unknown, so `*`. */
export function resourcesOf(raw: Record<string, unknown>, call: Call): readonly string[] {
  const input = inputSchema.safeParse(raw);
  const toArn = resources[call.action];
  return [input.success && toArn !== undefined ? toArn(input.data, call) : '*'].flat();
}
