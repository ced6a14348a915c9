import { CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { inProcess } from '../../../simulator/in-process.ts';
import { createSimulator } from '../../../simulator/simulator.ts';
import { hour, start } from '../control-plane.ts';
import { credentials } from '../stub-simulator.ts';

function client(fleet: string): CloudWatchClient {
  const requestHandler = inProcess(createSimulator({ fleet, now: start }));
  return new CloudWatchClient({ region: 'eu-central-1', credentials, requestHandler, maxAttempts: 1 });
}

const used =
  'clusters: [{ id: a, instances: 2, use: [{ connections: 7, cpu: 40 }] }, { id: b, engine: neptune }]';

const connections = {
  Namespace: 'AWS/RDS',
  MetricName: 'DatabaseConnections',
  Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'a' }],
  StartTime: new Date(start - hour),
  EndTime: new Date(start),
  Period: 3_600,
  Statistics: ['Maximum' as const, 'Average' as const, 'SampleCount' as const],
};

describe('GetMetricStatistics', () => {
  it('has the datapoints of one metric, with each statistic that is asked for', async () => {
    const { Label, Datapoints } = await client(used).send(new GetMetricStatisticsCommand(connections));

    expect(Label).toBe('DatabaseConnections');
    expect(Datapoints).toEqual([
      { Timestamp: new Date(start - hour), Unit: 'Count', Maximum: 7, Average: 3.5, SampleCount: 116 },
    ]);
  });

  it('has none in another unit, of another cluster, or in the future', async () => {
    const cloudWatch = client(used);
    const others = [
      { Unit: 'Percent' as const },
      { Dimensions: [{ Name: 'DBClusterIdentifier', Value: 'x' }] },
      { StartTime: new Date(start), EndTime: new Date(start + hour) },
    ];

    const answers = await Promise.all(
      others.map((other) => cloudWatch.send(new GetMetricStatisticsCommand({ ...connections, ...other }))),
    );

    expect(answers.map(({ Datapoints }) => Datapoints)).toEqual([[], [], []]);
  });

  it.each([
    ['a period of seconds', { Period: 30 }, 'multiple of 60'],
    ['an end before the start', { EndTime: new Date(start - 2 * hour) }, 'must be less'],
    [
      'too many datapoints',
      { StartTime: new Date(start - 25 * hour), Period: 60 },
      'exceeds the limit of 1440',
    ],
  ])('refuses %s', async (_, other, text) => {
    const asked = client(used).send(new GetMetricStatisticsCommand({ ...connections, ...other }));

    await expect(asked).rejects.toThrow(text);
  });
});

describe('ListMetrics', () => {
  it('names what a cluster and its instances send', async () => {
    const { Metrics = [] } = await client(used).send(
      new ListMetricsCommand({ Namespace: 'AWS/RDS', MetricName: 'DatabaseConnections' }),
    );

    expect(Metrics.map(({ Dimensions }) => Dimensions?.map(({ Value }) => Value).join(' '))).toEqual([
      ...['a', 'a WRITER', 'a READER', 'a-1', 'a-2'],
    ]);
  });

  it('is narrowed by a dimension, with or without its value', async () => {
    const cloudWatch = client(used);
    const names = async (Dimensions: { Name: string; Value?: string }[]) => {
      const { Metrics = [] } = await cloudWatch.send(new ListMetricsCommand({ Dimensions }));
      return new Set(Metrics.map(({ Namespace }) => Namespace));
    };

    expect(await names([{ Name: 'DBClusterIdentifier', Value: 'b' }])).toEqual(new Set(['AWS/Neptune']));
    expect(await names([{ Name: 'DBInstanceIdentifier' }])).toEqual(new Set(['AWS/RDS', 'AWS/Neptune']));
    expect(await names([{ Name: 'Nobody' }])).toEqual(new Set());
  });

  it('comes in pages', async () => {
    const cloudWatch = client('clusters: [{ id: "a-{n}", count: 60 }]');
    const first = await cloudWatch.send(new ListMetricsCommand({}));
    const second = await cloudWatch.send(new ListMetricsCommand({ NextToken: first.NextToken }));

    expect(first.Metrics).toHaveLength(500);
    expect(second.Metrics?.length).toBeGreaterThan(0);
  });
});
