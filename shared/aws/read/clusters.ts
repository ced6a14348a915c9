import { type DBCluster, paginateDescribeDBClusters } from '@aws-sdk/client-rds';
import { defined } from '../../defined.ts';
import type { ActivityStream, Cluster, ServerlessCapacity } from '../../policy/model/cluster.ts';
import type { EpochMs } from '../../policy/time/units.ts';
import { answeredAt } from '../client/aws-clock.ts';
import { type AwsScope, sendOptions } from '../client/aws-scope.ts';
import { everyItem } from '../client/pages.ts';
import { required } from '../client/unexpected-answer.ts';
import { assertOwn } from './assert-own.ts';
import { toSetup } from './cluster-setup.ts';
import { tagsOf } from './tags.ts';

/**
 * Every Aurora, Neptune and DocumentDB cluster and Multi-AZ DB cluster of the account and Region, by ARN, and
 * AWS's own time when the last page was given. Throws when the listing is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html
 */
export async function listClusters(scope: AwsScope): Promise<{ clusters: Cluster[]; observedAt: EpochMs }> {
  let observedAt: EpochMs = 0;
  const described = await everyItem(
    paginateDescribeDBClusters({ client: scope.clients.rds, pageSize: 100 }, {}, sendOptions(scope)),
    (page) => {
      observedAt = answeredAt(page);
      return page.DBClusters;
    },
    (page) => page.Marker,
  );
  const clusters = described.map((cluster) => toCluster(cluster, scope));
  return { clusters: clusters.sort((a, b) => (a.arn < b.arn ? -1 : 1)), observedAt };
}

/** Maps what AWS describes. Throws when it lacks what every decision needs, or belongs to another account or Region. */
export function toCluster(described: DBCluster, own: Pick<AwsScope, 'account' | 'region'>): Cluster {
  const arn = required(described.DBClusterArn, 'DBClusterArn', `cluster ${described.DBClusterIdentifier}`);
  assertOwn(arn, own);
  return {
    arn,
    account: own.account,
    region: own.region,
    id: required(described.DBClusterIdentifier, 'DBClusterIdentifier', arn),
    engine: described.Engine ?? 'unknown',
    engineVersion: described.EngineVersion ?? '',
    engineMode: described.EngineMode ?? 'provisioned',
    status: required(described.Status, 'Status', arn),
    tags: tagsOf(described.TagList, arn),
    members: (described.DBClusterMembers ?? []).map((member) =>
      required(member.DBInstanceIdentifier, 'the DBInstanceIdentifier of a member', arn),
    ),
    readReplicas: described.ReadReplicaIdentifiers ?? [],
    setup: toSetup(described),
    ...defined({
      resourceId: described.DbClusterResourceId || undefined,
      createdAt: described.ClusterCreateTime?.getTime(),
      instanceClass: described.DBClusterInstanceClass,
      globalClusterId: described.GlobalClusterIdentifier || undefined,
      replicationSource: described.ReplicationSourceIdentifier || undefined,
      maintenanceWindow: described.PreferredMaintenanceWindow,
      automaticRestartAt: described.AutomaticRestartTime?.getTime(),
      activityStream: toActivityStream(described),
      serverless: toServerless(described.ServerlessV2ScalingConfiguration),
      serverlessPlatform: described.ServerlessV2PlatformVersion,
      scalability: described.ClusterScalabilityType,
    }),
  };
}

function toActivityStream(described: DBCluster): ActivityStream | undefined {
  const { ActivityStreamStatus: status } = described;
  return status === undefined
    ? undefined
    : {
        status,
        ...defined({
          mode: described.ActivityStreamMode,
          kmsKey: described.ActivityStreamKmsKeyId || undefined,
          kinesisStream: described.ActivityStreamKinesisStreamName || undefined,
        }),
      };
}

function toServerless(
  scaling: DBCluster['ServerlessV2ScalingConfiguration'],
): ServerlessCapacity | undefined {
  const { MinCapacity: min, MaxCapacity: max, SecondsUntilAutoPause: pause } = scaling ?? {};
  return min === undefined || max === undefined
    ? undefined
    : { min, max, ...(pause !== undefined && { autoPauseAfterMs: pause * 1000 }) };
}
