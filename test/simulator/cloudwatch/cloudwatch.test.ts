import { describe, expect, it } from 'vitest';
import { aControlPlane, evenTimings, hour, minute, start, type TestControlPlane } from '../control-plane.ts';

interface Ask {
  readonly namespace?: string;
  readonly metric?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly stat?: string;
  readonly period?: number;
  readonly from?: number;
  readonly to?: number;
}

/** Values by minutes after the start of the hour before now. */
function read({ metrics, clock }: TestControlPlane, ask: Ask): [number, number][] {
  const { namespace = 'AWS/RDS', metric = 'DatabaseConnections', stat = 'Maximum', period = 60 } = ask;
  const from = ask.from ?? clock.now() - hour;
  const Dimensions = Object.entries(ask.dimensions ?? { DBClusterIdentifier: 'a' });
  const Metric = {
    Namespace: namespace,
    MetricName: metric,
    Dimensions: Dimensions.map(([Name, Value]) => ({ Name, Value })),
  };
  const [result] = metrics({
    MetricDataQueries: [{ Id: 'q', MetricStat: { Metric, Period: period, Stat: stat } }],
    StartTime: new Date(from),
    EndTime: new Date(ask.to ?? clock.now()),
    ScanBy: 'TimestampAscending',
  }).MetricDataResults;
  return result.Timestamps.map((at: Date, n: number) => [(at.getTime() - from) / minute, result.Values[n]]);
}

const inUse = 'use: [{ connections: 7, cpu: 40 }]';

describe('the metrics of Aurora', () => {
  it('are zeros while nobody uses it, up to two minutes ago', () => {
    const points = read(aControlPlane('clusters: [{ id: a }]'), {});

    expect(points).toEqual(Array.from({ length: 58 }, (_, n) => [n, 0]));
  });

  it('are missing while it is not up', () => {
    const backend = aControlPlane(`clusters: [{ id: a }]\n${evenTimings}`);
    backend.rds('StopDBCluster', { DBClusterIdentifier: 'a' });
    backend.advance(20 * minute);
    backend.rds('StartDBCluster', { DBClusterIdentifier: 'a' });
    backend.advance(20 * minute);

    const minutes = read(backend, { from: start - 10 * minute }).map(([at]) => at);

    expect(minutes).toEqual([...Array(10).keys(), 40, 41, 42, 43, 44, 45, 46, 47]);
  });

  it('follow the use by the clock of its time zone', () => {
    const use = 'use: [{ hours: mon 06:30-07:00, timezone: Europe/Berlin, connections: 3 }]';
    const backend = aControlPlane(`clusters: [{ id: a, ${use} }]`);
    backend.advance(hour);

    const busy = read(backend, {}).filter(([, value]) => value > 0);

    expect(busy.map(([at]) => at)).toEqual(Array.from({ length: 28 }, (_, n) => 30 + n));
  });

  it('change with the use, and the past stays', () => {
    const backend = aControlPlane('clusters: [{ id: a }]');
    backend.backend.cluster('a').setUse('always');
    backend.advance(20 * minute);

    const values = read(backend, { from: start - 2 * minute }).map(([, value]) => value);

    expect(values).toEqual([0, 0, ...Array(18).fill(5)]);
  });

  it('are missing altogether with the use missing', () => {
    expect(read(aControlPlane('clusters: [{ id: a, use: missing }]'), {})).toEqual([]);
  });

  const spans = [
    [{ DBClusterIdentifier: 'a' }, 'Maximum', 7],
    [{ DBClusterIdentifier: 'a' }, 'Average', 3.5],
    [{ DBClusterIdentifier: 'a' }, 'Sum', 7 * 5],
    [{ DBClusterIdentifier: 'a' }, 'SampleCount', 2 * 5],
    [{ DBClusterIdentifier: 'a' }, 'Minimum', 0],
    [{ DBClusterIdentifier: 'a', Role: 'WRITER' }, 'Minimum', 7],
    [{ DBClusterIdentifier: 'a', Role: 'READER' }, 'Maximum', 0],
    [{ DBInstanceIdentifier: 'a-1' }, 'Maximum', 7],
    [{ DBInstanceIdentifier: 'a-2' }, 'Maximum', 0],
    [{ DBClusterIdentifier: 'A' }, 'Maximum', undefined],
    [{ DBClusterIdentifier: 'a', Role: 'OTHER' }, 'Maximum', undefined],
    [{ DBClusterIdentifier: 'b' }, 'Maximum', undefined],
    [{}, 'Maximum', undefined],
  ] as const;
  it.each(spans)('%o %s is %s', (dimensions, stat, expected) => {
    const backend = aControlPlane(`clusters: [{ id: a, instances: 2, ${inUse} }]`);

    expect(read(backend, { dimensions, stat, period: 300 })[0]?.[1]).toBe(expected);
  });

  it.each([
    ['aurora-mysql', 'Queries', 19],
    ['aurora-postgresql', 'Queries', undefined],
    ['aurora-postgresql', 'CommitThroughput', 19],
    ['aurora-postgresql', 'CPUUtilization', 40],
    ['aurora-postgresql', 'ServerlessDatabaseCapacity', undefined],
    ['aurora-postgresql', 'NoSuchMetric', undefined],
  ])('of %s: %s is %s', (engine, metric, expected) => {
    const backend = aControlPlane(`clusters: [{ id: a, engine: ${engine}, ${inUse} }]`);

    expect(read(backend, { metric })[0]?.[1]).toBe(expected);
  });
});

describe('the metrics of Serverless v2', () => {
  const sleeper = (use: string) =>
    aControlPlane(`clusters: [{ id: a, instances: 1, serverless: { min: 0, max: 8 }, use: ${use} }]`);

  it.each([
    ['ServerlessDatabaseCapacity', 0],
    ['ACUUtilization', 0],
    ['CPUUtilization', 0],
    ['DatabaseConnections', undefined],
    ['CommitThroughput', undefined],
  ])('are three zeros and nothing else while it is paused: %s', (metric, expected) => {
    expect(read(sleeper('none'), { metric })[0]?.[1]).toBe(expected);
  });

  it('begin to sleep after the time without connections', () => {
    const backend = sleeper('[{ hours: mon 04:00-04:30, connections: 1, cpu: 50 }]');

    const capacity = read(backend, { metric: 'ServerlessDatabaseCapacity' });

    const changes = capacity.filter(([, value], n) => value !== capacity[n - 1]?.[1]);
    expect(changes).toEqual([
      [0, 4],
      [30, 0.5],
      [35, 0],
    ]);
  });

  it('never sleep with a min above 0', () => {
    const backend = aControlPlane('clusters: [{ id: a, serverless: { min: 2, max: 8 } }]');

    expect(read(backend, { metric: 'ServerlessDatabaseCapacity', stat: 'Minimum' })[0]?.[1]).toBe(2);
  });
});

describe('the metrics of Neptune', () => {
  const neptune = (use: string) => aControlPlane(`clusters: [{ id: a, engine: neptune, use: ${use} }]`);
  const everyFive = Array.from({ length: 11 }, (_, n) => 5 * n);

  it('leave out zeros, but CPUUtilization tells that it is alive', () => {
    const backend = neptune('none');
    const ask = { namespace: 'AWS/Neptune' };

    expect(read(backend, { ...ask, metric: 'TotalRequestsPerSec' })).toEqual([]);
    expect(read(backend, { ...ask, metric: 'CPUUtilization' })).toEqual(everyFive.map((at) => [at, 4]));
  });

  it('come every five minutes', () => {
    const points = read(neptune('always'), { namespace: 'AWS/Neptune', metric: 'TotalRequestsPerSec' });

    expect(points).toEqual(everyFive.map((at) => [at, 10]));
  });

  it('are in no other namespace', () => {
    expect(read(neptune('always'), { metric: 'CPUUtilization' })).toEqual([]);
  });
});

describe('the metrics of others', () => {
  it('count the health checks of DocumentDB', () => {
    const backend = aControlPlane('clusters: [{ id: a, engine: docdb }]');
    const ask = { namespace: 'AWS/DocDB' };

    expect(read(backend, { ...ask, metric: 'OpcountersCommand' })[0]?.[1]).toBe(50);
    expect(read(backend, ask)[0]?.[1]).toBe(0);
  });

  it('exist by instance only for a Multi-AZ DB cluster', () => {
    const backend = aControlPlane('clusters: [{ id: a, engine: postgres, use: always }]');

    expect(read(backend, {})).toEqual([]);
    expect(read(backend, { dimensions: { DBInstanceIdentifier: 'a-1' } })[0]?.[1]).toBe(5);
  });
});
