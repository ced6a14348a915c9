import { type DBCluster, DescribeDBClustersCommand, paginateDescribeDBClusters } from '@aws-sdk/client-rds';
import { defined } from '../../defined.ts';
import type {
  ActivityStream,
  Cluster,
  ClusterConnection,
  ServerlessCapacity,
} from '../../policy/model/cluster.ts';
import { isDrillName } from '../../policy/model/drill-record.ts';
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

/**
 * One cluster of the account and Region, by its identifier, and AWS's own time. Throws what AWS throws.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html
 */
export async function readCluster(
  scope: AwsScope,
  id: string,
): Promise<{ cluster: Cluster; observedAt: EpochMs }> {
  const answer = await scope.clients.rds.send(
    new DescribeDBClustersCommand({ DBClusterIdentifier: id }),
    sendOptions(scope),
  );
  const described = required(answer.DBClusters?.[0], 'DBClusters', `cluster ${id}`);
  return { cluster: toCluster(described, scope), observedAt: answeredAt(answer) };
}

/** Maps what AWS describes. Throws when it lacks what every decision needs, or belongs to another account or Region. */
export function toCluster(described: DBCluster, own: Place): Cluster {
  return { ...toSteadyPart(described, own), ...toState(described) };
}

type Place = Pick<AwsScope, 'account' | 'region'>;

/** The fields of a cluster that change with its power, its capacity, its activity stream and its tags. */
export type ClusterState = Pick<
  Cluster,
  'status' | 'tags' | 'automaticRestartAt' | 'activityStream' | 'serverless' | 'serverlessPlatform'
>;

/** A cluster as AWS describes it, but for its state. Throws as `toCluster`. */
export function toSteadyPart(described: DBCluster, own: Place): Omit<Cluster, keyof ClusterState> {
  const arn = required(described.DBClusterArn, 'DBClusterArn', `cluster ${described.DBClusterIdentifier}`);
  assertOwn(arn, own);
  const id = required(described.DBClusterIdentifier, 'DBClusterIdentifier', arn);
  return {
    arn,
    account: own.account,
    region: own.region,
    id,
    engine: described.Engine ?? 'unknown',
    engineVersion: described.EngineVersion ?? '',
    engineMode: described.EngineMode ?? 'provisioned',
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
      scalability: described.ClusterScalabilityType,
      connection: isDrillName(id) ? toConnection(described) : undefined,
    }),
  };
}

/** The state of a cluster as AWS describes it. Throws as `toCluster`. */
export function toState(described: DBCluster): ClusterState {
  const { DBClusterArn: arn = '' } = described;
  return {
    status: required(described.Status, 'Status', arn),
    tags: tagsOf(described.TagList, arn),
    ...defined({
      automaticRestartAt: described.AutomaticRestartTime?.getTime(),
      activityStream: toActivityStream(described),
      serverless: toServerless(described.ServerlessV2ScalingConfiguration),
      serverlessPlatform: described.ServerlessV2PlatformVersion,
    }),
  };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_MasterUserSecret.html */
function toConnection(described: DBCluster): ClusterConnection {
  const { SecretArn: arn, SecretStatus: status = 'unknown' } = described.MasterUserSecret ?? {};
  return defined({
    endpoint: described.Endpoint || undefined,
    readerEndpoint: described.ReaderEndpoint || undefined,
    port: described.Port,
    secret: arn === undefined ? undefined : { arn, status },
  });
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
