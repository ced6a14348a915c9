import { GetMetricDataCommand, type GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { withCapacityFacts } from '../../shared/aws/capacity-facts.ts';
import type { CapacityWorld } from '../../shared/policy/capacity.ts';
import { aCluster } from '../policy/builders.ts';
import { account, fakeScope, region, serviceError } from './builders.ts';

const now = Date.parse('2026-11-20T19:05:00Z');

const [shop, graph, quiet] = [
  aCluster({ id: 'shop', serverless: { min: 2, max: 16 } }),
  aCluster({ id: 'graph', engine: 'neptune', serverless: { min: 2, max: 64 } }),
  aCluster({ id: 'quiet', serverless: { min: 2, max: 16 } }),
];
const world: CapacityWorld = {
  ...{ account, region, observedAt: now },
  clusters: [shop, graph, quiet].map((cluster) => ({ cluster })),
};

const needed = { clusters: [shop, graph], use: [shop, graph] };

/** By cluster and metric; what is missing here has no points. */
function fakeAws(values: Readonly<Record<string, number>>) {
  const fake = fakeScope();
  fake.rds.on(DescribeDBInstancesCommand).resolves({
    DBInstances: [
      {
        ...{ DBInstanceIdentifier: 'shop-1', DBClusterIdentifier: 'shop' },
        ...{ DBInstanceStatus: 'available', DBInstanceClass: 'db.serverless' },
      },
    ],
  });
  fake.cloudwatch.on(GetMetricDataCommand).callsFake(({ EndTime, MetricDataQueries = [] }) => ({
    MetricDataResults: (MetricDataQueries as NonNullable<GetMetricDataCommandInput['MetricDataQueries']>).map(
      ({ Id, MetricStat }) => {
        const { MetricName, Dimensions: [cluster] = [] } = MetricStat?.Metric ?? {};
        const value = values[`${cluster?.Value} ${MetricName}`];
        const points =
          value === undefined ? {} : { Timestamps: [new Date(EndTime - 120_000)], Values: [value] };
        return { Id, StatusCode: 'Complete' as const, ...points };
      },
    ),
  }));
  return fake;
}

describe('withCapacityFacts', () => {
  it('puts to each cluster that needs it its members, and the greater of what its metrics tell', async () => {
    const { scope } = fakeAws({
      'shop ServerlessDatabaseCapacity': 4,
      'shop ACUUtilization': 50,
      'graph ServerlessDatabaseCapacity': 40,
      'graph NCUUtilization': 25,
    });

    const { clusters } = await withCapacityFacts(scope, world, needed);

    const shop1 = { id: 'shop-1', clusterId: 'shop', status: 'available', instanceClass: 'db.serverless' };
    expect(clusters).toStrictEqual([
      { cluster: shop, capacityFacts: { members: [shop1], use: { state: 'known', units: 8 } } },
      { cluster: graph, capacityFacts: { members: [], use: { state: 'known', units: 40 } } },
      { cluster: quiet },
    ]);
  });

  it('asks for the use of those alone for whom it decides', async () => {
    const { scope, rds, cloudwatch } = fakeAws({});

    const { clusters } = await withCapacityFacts(scope, world, { clusters: [shop, graph], use: [] });

    expect(clusters[0]?.capacityFacts).not.toHaveProperty('use');
    expect(rds.calls()).toHaveLength(1);
    expect(cloudwatch.calls()).toEqual([]);
  });

  it('does not know the use when CloudWatch has no value, or fails', async () => {
    const { scope, cloudwatch, warnings } = fakeAws({});

    const without = await withCapacityFacts(scope, world, needed);
    cloudwatch.on(GetMetricDataCommand).rejects(serviceError('ThrottlingException'));
    const failed = await withCapacityFacts(scope, world, needed);

    const states = [without, failed].map(({ clusters }) => clusters[0]?.capacityFacts?.use?.state);
    expect(states).toEqual(['unknown', 'unknown']);
    expect(warnings).not.toEqual([]);
  });

  it('fails when the members cannot be listed', async () => {
    const { scope, rds } = fakeAws({});
    rds.on(DescribeDBInstancesCommand).rejects(serviceError('Throttling'));

    await expect(withCapacityFacts(scope, world, needed)).rejects.toThrow('Throttling');
  });
});
