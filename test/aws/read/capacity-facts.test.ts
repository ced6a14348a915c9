import { GetMetricDataCommand, type GetMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import { withCapacityFacts } from '../../../shared/aws/read/capacity-facts.ts';
import type { CapacityWorld } from '../../../shared/policy/capacity/capacity.ts';
import { aCluster } from '../../policy/builders.ts';
import { account, fakeScope, region, serviceError } from '../builders.ts';

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

function member(clusterId: string, number: number, instanceClass = 'db.serverless') {
  return { id: `${clusterId}-${number}`, clusterId, status: 'available', instanceClass };
}
const members = [member('shop', 1), member('shop', 2), member('shop', 3, 'db.r6g.large'), member('graph', 1)];

/** By instance and metric; what is missing here has no points. */
function fakeAws(values: Readonly<Record<string, number>>) {
  const fake = fakeScope();
  fake.rds.on(DescribeDBInstancesCommand).resolves({
    DBInstances: members.map(({ id, clusterId, status, instanceClass }) => ({
      ...{ DBInstanceIdentifier: id, DBClusterIdentifier: clusterId },
      ...{ DBInstanceStatus: status, DBInstanceClass: instanceClass },
    })),
  });
  fake.cloudwatch.on(GetMetricDataCommand).callsFake(({ StartTime, EndTime, MetricDataQueries = [] }) => ({
    MetricDataResults: (MetricDataQueries as NonNullable<GetMetricDataCommandInput['MetricDataQueries']>).map(
      ({ Id, MetricStat }) => {
        const { MetricName, Dimensions: [by] = [] } = MetricStat?.Metric ?? {};
        const value = values[`${by?.Name === 'DBInstanceIdentifier' ? by.Value : ''} ${MetricName}`];
        const Timestamps = value === undefined ? [] : everyMinute(StartTime, EndTime);
        return { Id, StatusCode: 'Complete' as const, Timestamps, Values: Timestamps.map(() => value) };
      },
    ),
  }));
  return fake;
}

function everyMinute(start: Date, end: Date): Date[] {
  const minutes = (end.getTime() - start.getTime()) / 60_000;
  return Array.from({ length: minutes }, (_, index) => new Date(start.getTime() + index * 60_000));
}

describe('withCapacityFacts', () => {
  it('puts to each cluster that needs it its members, and what its busiest serverless one uses', async () => {
    const { scope, cloudwatch } = fakeAws({
      'shop-1 ServerlessDatabaseCapacity': 4,
      'shop-1 ACUUtilization': 25,
      'shop-2 ServerlessDatabaseCapacity': 2,
      'shop-2 ACUUtilization': 50,
      'graph-1 ServerlessDatabaseCapacity': 40,
      'graph-1 NCUUtilization': 25,
    });

    const {
      world: { clusters },
    } = await withCapacityFacts(scope, world, needed);

    expect(clusters).toStrictEqual([
      { cluster: shop, capacityFacts: { members: members.slice(0, 3), use: { state: 'known', units: 8 } } },
      { cluster: graph, capacityFacts: { members: members.slice(3), use: { state: 'known', units: 40 } } },
      { cluster: quiet },
    ]);
    const asked = cloudwatch.commandCalls(GetMetricDataCommand).map(({ args: [{ input }] }) => input);
    // Two for each serverless instance, by the minute; those of Neptune by five.
    expect(asked.map(({ MetricDataQueries = [] }) => MetricDataQueries.length)).toEqual([4, 2]);
  });

  it('asks for the use of those alone for whom it decides', async () => {
    const { scope, rds, cloudwatch } = fakeAws({});

    const {
      world: { clusters },
    } = await withCapacityFacts(scope, world, { clusters: [shop, graph], use: [] });

    expect(clusters[0]?.capacityFacts).not.toHaveProperty('use');
    expect(rds.calls()).toHaveLength(1);
    expect(cloudwatch.calls()).toEqual([]);
  });

  it('does not know the use when CloudWatch has no value, or fails', async () => {
    const { scope, cloudwatch, warnings } = fakeAws({});

    const { world: without } = await withCapacityFacts(scope, world, needed);
    cloudwatch.on(GetMetricDataCommand).rejects(serviceError('ThrottlingException'));
    const { world: failed } = await withCapacityFacts(scope, world, needed);

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
