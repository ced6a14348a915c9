import { describe, expect, it } from 'vitest';
import { aControlPlane, evenTimings, hour, minute, start, type TestControlPlane } from '../control-plane.ts';

interface Ask {
  readonly metric?: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly namespace?: string;
  readonly stat?: string;
  readonly period?: number;
}

/** The answer about the ten minutes from `start` on. */
function read({ metrics }: TestControlPlane, ask: Ask = {}): { values: unknown[]; status: string } {
  const { metric = 'DatabaseConnections', namespace = 'AWS/RDS', stat = 'Maximum', period = 60 } = ask;
  const Dimensions = Object.entries(ask.dimensions ?? { DBClusterIdentifier: 'a' });
  const [{ Timestamps, Values, StatusCode }] = metrics({
    MetricDataQueries: [
      {
        Id: 'q',
        MetricStat: {
          Metric: {
            Namespace: namespace,
            MetricName: metric,
            Dimensions: Dimensions.map(([Name, Value]) => ({ Name, Value })),
          },
          Period: period,
          Stat: stat,
        },
      },
    ],
    StartTime: new Date(start),
    EndTime: new Date(start + 10 * minute),
    ScanBy: 'TimestampAscending',
  }).MetricDataResults;
  const values = Array<unknown>((10 * 60) / period).fill('-');
  for (const [index, at] of Timestamps.entries()) values[(at - start) / (period * 1_000)] = Values[index];
  return { values, status: StatusCode };
}

function recorded(text: string, more = ''): TestControlPlane {
  const from = new Date(start).toISOString();
  const backend = aControlPlane(
    `clusters: [{ id: a, ${more} recording: { from: ${from}, step: 2m, ${text} } }]\n${evenTimings}`,
  );
  return backend;
}

describe('recorded metrics', () => {
  it('are sent with their values, and not sent where they were not', () => {
    const backend = recorded('metrics: { DatabaseConnections: 2x0 7 2x-, CPUUtilization: 5x12.5 }');
    backend.advance(hour);

    expect(read(backend)).toEqual({ values: [0, 0, 0, 0, 7, 7, '-', '-', '-', '-'], status: 'Complete' });
    expect(read(backend, { period: 300 }).values).toEqual([7, 7]);
    expect(read(backend, { metric: 'CPUUtilization' }).values).toEqual(Array(10).fill(12.5));
  });

  it('are answered in part where they are unknown', () => {
    const backend = recorded('metrics: { DatabaseConnections: 2x0 7 2x? }');
    backend.advance(hour);

    expect(read(backend)).toEqual({ values: [0, 0, 0, 0, 7, 7, '-', '-', '-', '-'], status: 'PartialData' });
    expect(read(backend, { metric: 'Queries' }).values).toEqual(Array(10).fill('-'));
  });

  it('are unknown after the end of the recording', () => {
    const backend = recorded('metrics: { DatabaseConnections: 2x0 }');
    backend.advance(hour);

    expect(read(backend)).toEqual({ values: [0, 0, 0, 0, ...Array(6).fill('-')], status: 'PartialData' });
  });

  it('are not there while the simulated cluster is stopped, whatever was recorded', () => {
    const backend = recorded('metrics: { DatabaseConnections: 2x0 7 2x? }', 'status: stopped, since: 1d,');
    backend.advance(hour);

    expect(read(backend)).toEqual({ values: Array(10).fill('-'), status: 'Complete' });
  });

  it('may be such as the simulator does not make up', () => {
    const metrics = 'metrics: { LoaderRequestsPerSec: 2x- 3x4, CPUUtilization: 5x3 }';
    const backend = recorded(metrics, 'engine: neptune,');
    backend.advance(hour);

    const loader = read(backend, { namespace: 'AWS/Neptune', metric: 'LoaderRequestsPerSec' });
    expect(loader.values).toEqual(['-', '-', '-', '-', '-', 4, '-', '-', '-', '-']);
  });

  const serverless =
    'serverless: { min: 0.5, max: 8 }, instances: [{ id: w, class: db.serverless }, { id: r, class: db.serverless }],';
  const capacity =
    'metrics: { DatabaseConnections: 5x1, CPUUtilization: 5x9 }, capacity: { w: 2x2 3x6, r: 5x1 }';
  const units = [
    [
      'of an instance',
      { DBInstanceIdentifier: 'w' },
      'ServerlessDatabaseCapacity',
      [2, 2, 2, 2, 6, 6, 6, 6, 6, 6],
    ],
    ['of another', { DBInstanceIdentifier: 'r' }, 'ServerlessDatabaseCapacity', Array(10).fill(1)],
    ['in percent', { DBInstanceIdentifier: 'w' }, 'ACUUtilization', [25, 25, 25, 25, 75, 75, 75, 75, 75, 75]],
    [
      'of the cluster, on average',
      { DBClusterIdentifier: 'a' },
      'ServerlessDatabaseCapacity',
      [1.5, 1.5, 1.5, 1.5, 3.5, 3.5, 3.5, 3.5, 3.5, 3.5],
    ],
  ] as const;
  it.each(units)('tell the capacity %s', (_, dimensions, metric, values) => {
    const backend = recorded(capacity, serverless);
    backend.advance(hour);

    expect(read(backend, { dimensions, metric }).values).toEqual(values);
  });

  it('tell a capacity within the limits of the simulated cluster', () => {
    const backend = recorded(capacity, serverless);
    backend.advance(minute);
    backend.backend.cluster('a').setCapacity(3, 4);
    backend.advance(hour);

    const { values } = read(backend, {
      dimensions: { DBInstanceIdentifier: 'w' },
      metric: 'ServerlessDatabaseCapacity',
    });

    expect(values).toEqual([2, 3, 3, 3, 4, 4, 4, 4, 4, 4]);
  });

  it('wake a cluster that had paused, and let it pause', () => {
    const backend = aControlPlane(`clusters:
  - id: a
    serverless: { min: 0, max: 8, autoPauseAfter: 5m }
    instances: [{ id: w, class: db.serverless }]
    recording:
      from: ${new Date(start - hour).toISOString()}
      step: 10m
      metrics: { DatabaseConnections: 7x0 5 10x0, CPUUtilization: 18x3 }
      capacity: { w: 18x1 }
${evenTimings}`);
    backend.advance(hour);

    const events = backend.delivered.map(({ event }) => event.detail.EventID);
    expect(events).toEqual(['RDS-EVENT-0373', 'RDS-EVENT-0374', 'RDS-EVENT-0370', 'RDS-EVENT-0372']);
  });
});

describe('a cluster with a recorded status', () => {
  const fleet = `clusters:
  - { id: a, status: available, recording: { from: 2026-11-22T00:00:00Z, step: 1h, status: 20xavailable 30xstopped } }`;

  it('begins as it was at that time', () => {
    const [cluster] = aControlPlane(fleet).backend.state().clusters;

    expect(cluster).toMatchObject({
      status: 'stopped',
      history: [{ at: '2026-11-22T20:00:00.000Z', status: 'stopped' }],
      automaticRestartTime: '2026-11-29T20:00:00.000Z',
    });
  });

  it('begins as the file says when that is later', () => {
    const later = aControlPlane(fleet, { now: start + 30 * 24 * hour });

    expect(later.backend.state().clusters).toMatchObject([{ status: 'available' }]);
  });
});
