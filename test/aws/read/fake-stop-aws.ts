import { GetMetricDataCommand, type GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import {
  DescribeBlueGreenDeploymentsCommand,
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  DescribeGlobalClustersCommand,
} from '@aws-sdk/client-rds';
import { toCluster } from '../../../shared/aws/read/clusters.ts';
import { account, clusterArn, fakeScope, region } from '../builders.ts';

export const now = Date.parse('2026-11-20T19:05:00Z');
export const hour = 3_600_000;

export function cluster(id: string) {
  const described = {
    DBClusterIdentifier: id,
    DBClusterArn: clusterArn(id),
    Status: 'available',
    TagList: [],
  };
  return toCluster({ ...described, Engine: 'aurora-postgresql' }, { account, region });
}

/** An AWS where every listing is empty and every metric of a cluster but `busy` is 0. */
export function fakeAws() {
  const fake = fakeScope();
  fake.rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [] });
  fake.rds.on(DescribeGlobalClustersCommand).resolves({ GlobalClusters: [] });
  fake.rds.on(DescribeBlueGreenDeploymentsCommand).resolves({ BlueGreenDeployments: [] });
  fake.rds.on(DescribeEventsCommand).resolves({ Events: [] });
  fake.cloudwatch.on(GetMetricDataCommand).callsFake(answerMetrics);
  return fake;
}

function answerMetrics({ StartTime, EndTime, MetricDataQueries = [] }: GetMetricDataCommandInput) {
  const [start, end] = [StartTime?.getTime() ?? 0, EndTime?.getTime() ?? 0];
  const Timestamps = Array.from(
    { length: (end - start) / 60_000 },
    (_, index) => new Date(start + index * 60_000),
  );
  return {
    MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
      const value = MetricStat?.Metric?.Dimensions?.[0]?.Value === 'busy' ? 99 : 0;
      return { Id, StatusCode: 'Complete' as const, Timestamps, Values: Timestamps.map(() => value) };
    }),
  };
}
