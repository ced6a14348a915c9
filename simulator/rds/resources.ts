import { z } from 'zod';
import type { Call } from '../service.ts';
import { clusterArn, deploymentArn, globalClusterArn, instanceArn } from './arn.ts';

const inputSchema = z.object({
  DBClusterIdentifier: z.string().optional(),
  DBInstanceIdentifier: z.string().optional(),
  GlobalClusterIdentifier: z.string().default('*'),
  BlueGreenDeploymentIdentifier: z.string().default('*'),
  ResourceName: z.string().default('*'),
});

type Input = z.infer<typeof inputSchema>;

/**
 * The ARNs that IAM asks a permission for, by operation.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
const resources: Readonly<Record<string, (input: Input, call: Call) => string>> = {
  DescribeDBClusters: cluster,
  StopDBCluster: cluster,
  StartDBCluster: cluster,
  DescribeDBInstances: ({ DBInstanceIdentifier: id }, call) => toArn(instanceArn, id, call),
  DescribeGlobalClusters: (input, { account }) => globalClusterArn(account, input.GlobalClusterIdentifier),
  DescribeBlueGreenDeployments: (input, { account, region }) =>
    deploymentArn(account, region, input.BlueGreenDeploymentIdentifier),
  DescribeEvents: () => '*',
  AddTagsToResource: ({ ResourceName }) => ResourceName,
  RemoveTagsFromResource: ({ ResourceName }) => ResourceName,
  ListTagsForResource: ({ ResourceName }) => ResourceName,
};

function cluster({ DBClusterIdentifier: id }: Input, call: Call): string {
  return toArn(clusterArn, id, call);
}

/** An ARN stays as it is, whatever it names: IAM judges what was asked for. */
function toArn(build: typeof clusterArn, id = '*', { account, region }: Call): string {
  const text = id.toLowerCase();
  return text.startsWith('arn:') ? text : build(account, region, text);
}

/** The ARNs that a call touches; those of an input that cannot be read are unknown, so `*`. */
export function resourcesOf(raw: Record<string, unknown>, call: Call): readonly string[] {
  const input = inputSchema.safeParse(raw);
  const toArn = resources[call.action];
  return [input.success && toArn !== undefined ? toArn(input.data, call) : '*'];
}
