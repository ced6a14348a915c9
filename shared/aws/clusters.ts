import { type DBCluster, paginateDescribeDBClusters } from '@aws-sdk/client-rds';
import type { EpochMs } from '../policy/model.ts';
import type { Cluster } from '../policy/world.ts';
import { answeredAt } from './aws-clock.ts';
import { defined } from './defined.ts';
import { everyItem } from './pages.ts';
import { type Scope, sendOptions } from './scope.ts';
import { required, UnexpectedAnswer } from './unexpected-answer.ts';

/**
 * Every Aurora, Neptune and DocumentDB cluster and Multi-AZ DB cluster of the account and Region, by ARN, and
 * AWS's own time when the last page was given. Throws when the listing is incomplete.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html
 */
export async function listClusters(scope: Scope): Promise<{ clusters: Cluster[]; observedAt: EpochMs }> {
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
export function toCluster(
  described: DBCluster,
  { account, region }: Pick<Scope, 'account' | 'region'>,
): Cluster {
  const arn = required(described.DBClusterArn, 'DBClusterArn', `cluster ${described.DBClusterIdentifier}`);
  const scalingV2 = described.ServerlessV2ScalingConfiguration;
  assertOwn(arn, account, region);
  return {
    arn,
    account,
    region,
    id: required(described.DBClusterIdentifier, 'DBClusterIdentifier', arn),
    engine: described.Engine ?? 'unknown',
    engineVersion: described.EngineVersion ?? '',
    engineMode: described.EngineMode ?? 'provisioned',
    status: required(described.Status, 'Status', arn),
    // An empty list means no tags; a missing one, that holds and protections can't be seen:
    // https://github.com/aws/aws-cli/issues/6392
    tags: Object.fromEntries(
      required(described.TagList, 'TagList', arn).map(({ Key, Value = '' }) => [
        required(Key, 'the Key of a tag', arn),
        Value,
      ]),
    ),
    members: (described.DBClusterMembers ?? []).map((member) =>
      required(member.DBInstanceIdentifier, 'the DBInstanceIdentifier of a member', arn),
    ),
    readReplicas: described.ReadReplicaIdentifiers ?? [],
    ...defined({
      instanceClass: described.DBClusterInstanceClass,
      globalClusterId: described.GlobalClusterIdentifier || undefined,
      replicationSource: described.ReplicationSourceIdentifier || undefined,
      maintenanceWindow: described.PreferredMaintenanceWindow,
      automaticRestartAt: described.AutomaticRestartTime?.getTime(),
      activityStreamStatus: described.ActivityStreamStatus,
      serverlessMin: scalingV2?.MinCapacity,
    }),
  };
}

/** A role or credentials of the wrong account would otherwise have one account's policy act on another's clusters. */
function assertOwn(arn: string, account: string, region: string): void {
  const [, , , arnRegion, arnAccount] = arn.split(':');
  if (arnRegion !== region || arnAccount !== account) {
    throw new UnexpectedAnswer(
      `${arn} is not of account ${account} in ${region}: check account and role of this target under targets`,
    );
  }
}
