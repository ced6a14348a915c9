/**
 * The smallest handler that makes the same calls as the functions: the benchmark compares them with it. It
 * has no policy, no decisions, no report.
 */
import { CloudWatchClient, paginateGetMetricData } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  AddTagsToResourceCommand,
  DescribeDBClustersCommand,
  paginateDescribeBlueGreenDeployments,
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  paginateDescribeEvents,
  paginateDescribeGlobalClusters,
  RDSClient,
  StartDBClusterCommand,
  StopDBClusterCommand,
} from '@aws-sdk/client-rds';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

const client = new RDSClient();
const cloudwatch = new CloudWatchClient();
const eventbridge = new EventBridgeClient();
const sts = new STSClient();

const calls: Readonly<Record<string, (input: never) => unknown>> = {
  addTags: (input) => client.send(new AddTagsToResourceCommand(input)),
  assumeRole: (input) => sts.send(new AssumeRoleCommand(input)),
  blueGreen: (input) => all(paginateDescribeBlueGreenDeployments({ client }, input)),
  caller: (input) => sts.send(new GetCallerIdentityCommand(input)),
  clusters: (input) => all(paginateDescribeDBClusters({ client }, input)),
  events: (input) => all(paginateDescribeEvents({ client }, input)),
  globalClusters: (input) => all(paginateDescribeGlobalClusters({ client }, input)),
  instances: (input) => all(paginateDescribeDBInstances({ client }, input)),
  metrics: (input) => all(paginateGetMetricData({ client: cloudwatch }, input)),
  // As each sweep begins: pauses are in a parameter, whose client the functions load on first use, too.
  firstPage: (input) => Promise.all([isPaused(), client.send(new DescribeDBClustersCommand(input))]),
  put: (input) => eventbridge.send(new PutEventsCommand(input)),
  start: (input) => client.send(new StartDBClusterCommand(input)),
  stop: (input) => client.send(new StopDBClusterCommand(input)),
};

export function handler({ call = '', input }: { call?: string; input?: never }): unknown {
  return input && calls[call]?.(input);
}

async function isPaused(): Promise<boolean> {
  const { GetParameterCommand, SSMClient } = await import('../shared/aws/client/sdk/ssm.ts');
  const asked = new SSMClient().send(new GetParameterCommand({ Name: '/bench/pauses' }));
  return asked.then(
    () => true,
    () => false,
  );
}

async function all<Page>(pages: AsyncIterable<Page>): Promise<Page[]> {
  const read: Page[] = [];
  for await (const page of pages) read.push(page);
  return read;
}
