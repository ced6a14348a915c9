import { paginateDescribeBlueGreenDeployments, paginateDescribeGlobalClusters } from '@aws-sdk/client-rds';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { everyItem } from '../client/pages.ts';

/**
 * For each cluster ARN of a global database, the ARNs of the other clusters in it. Throws when the listing is
 * incomplete. https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeGlobalClusters.html
 */
export async function readGlobalPeers(scope: AwsScope): Promise<Map<string, string[]>> {
  const globalClusters = await everyItem(
    paginateDescribeGlobalClusters({ client: scope.clients.rds, pageSize: 100 }, {}, sendOptions(scope)),
    (page) => page.GlobalClusters,
    (page) => page.Marker,
  );
  const peers = new Map<string, string[]>();
  for (const { GlobalClusterMembers = [] } of globalClusters) {
    const arns = new Set(
      GlobalClusterMembers.flatMap(({ DBClusterArn, Readers }) => [DBClusterArn, ...(Readers ?? [])]),
    );
    const members = [...arns].filter((arn) => arn !== undefined);
    for (const arn of members) {
      peers.set(
        arn,
        members.filter((other) => other !== arn),
      );
    }
  }
  return peers;
}

/**
 * ARNs of the sources and targets of blue/green deployments that have not switched over. A status AWS may add
 * counts as not switched over. Throws when the listing is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeBlueGreenDeployments.html
 */
export async function readBlueGreen(scope: AwsScope): Promise<Set<string>> {
  const deployments = await everyItem(
    // Without a page size, for 100 is what AWS takes.
    paginateDescribeBlueGreenDeployments({ client: scope.clients.rds }, {}, sendOptions(scope)),
    (page) => page.BlueGreenDeployments,
    (page) => page.Marker,
  );
  const live = deployments.filter(({ Status }) => Status !== 'SWITCHOVER_COMPLETED');
  return new Set(live.flatMap(({ Source, Target }) => [Source, Target]).filter((arn) => arn !== undefined));
}
