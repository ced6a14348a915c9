import { readdir } from 'node:fs/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { aControlPlane, type TestControlPlane } from '../../simulator/control-plane.ts';
import { aRecorder, NOW } from './recorder.ts';

const FLEET = `
accounts: [{ id: "111122223333" }]
keys: [{ alias: alias/orders }]
quotas: { manualSnapshots: 70 }
useProfiles:
  office: [{ hours: mon-fri 09:00-17:00, connections: 12, cpu: 35 }]
clusters:
  - id: dev-orders
    tags: { env: dev, "cost centre": "12 34" }
    use: office
    encrypted: alias/orders
    created: 2026-01-05T10:00:00Z
    snapshots:
      - { id: before-upgrade, since: 2026-11-20T08:00:00Z, tags: { by: anna } }
      - { id: copy-of-orders, region: us-east-1, since: 2026-11-21T08:00:00Z, encrypted: aws, copyOf: before-upgrade }
  - { id: dev-graph, engine: neptune, tags: { env: dev }, use: office }
  - { id: docs, engine: docdb, serverless: { min: 0.5, max: 8 }, use: always }
  - { id: night, status: stopped, since: 2d, use: office, snapshots: [{ id: night-1, since: 3d }] }
  - { id: pausing, serverless: { min: 0, max: 8 }, use: office }
  - { id: silent, use: missing }
  - { id: multi, engine: postgres }
  - { id: us, region: us-east-1, global: world, storage: aurora-iopt1, deletionProtection: true }
  - { id: eu, global: world }
`;

let recorder: Awaited<ReturnType<typeof aRecorder>>;

async function record() {
  recorder = await aRecorder(FLEET);
  return recorder.record();
}

afterEach(async () => {
  await recorder.close();
  vi.unstubAllEnvs();
});

/** The control plane of a fleet file at the time of the recording. */
function simulated(text: string, now = Date.parse(NOW)) {
  return aControlPlane(text, { now });
}

const series = [
  ['AWS/RDS', 'DatabaseConnections', 60, { DBClusterIdentifier: 'dev-orders' }],
  ['AWS/RDS', 'CPUUtilization', 60, { DBClusterIdentifier: 'dev-orders' }],
  ['AWS/RDS', 'CommitThroughput', 300, { DBClusterIdentifier: 'dev-orders' }],
  ['AWS/Neptune', 'TotalRequestsPerSec', 300, { DBClusterIdentifier: 'dev-graph' }],
  ['AWS/Neptune', 'CPUUtilization', 300, { DBClusterIdentifier: 'dev-graph' }],
  ['AWS/DocDB', 'OpcountersQuery', 60, { DBClusterIdentifier: 'docs' }],
  ['AWS/DocDB', 'ServerlessDatabaseCapacity', 60, { DBInstanceIdentifier: 'docs-1' }],
  ['AWS/DocDB', 'DCUUtilization', 60, { DBInstanceIdentifier: 'docs-1' }],
  ['AWS/DocDB', 'ServerlessDatabaseCapacity', 60, { DBClusterIdentifier: 'docs' }],
  ['AWS/RDS', 'DatabaseConnections', 60, { DBClusterIdentifier: 'night' }],
  ['AWS/RDS', 'DatabaseConnections', 60, { DBClusterIdentifier: 'pausing' }],
  ['AWS/RDS', 'ServerlessDatabaseCapacity', 60, { DBInstanceIdentifier: 'pausing-1' }],
  ['AWS/RDS', 'DatabaseConnections', 60, { DBClusterIdentifier: 'silent' }],
] as const;

interface Ask {
  readonly namespace: string;
  readonly metric: string;
  readonly period: number;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Values of the recorded days, with their time. */
function points({ metrics }: TestControlPlane, { namespace, metric, period, dimensions }: Ask): unknown[] {
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  const Metric = { Namespace: namespace, MetricName: metric, Dimensions };
  const [{ Timestamps, Values }] = metrics({
    MetricDataQueries: [{ Id: 'q', MetricStat: { Metric, Period: period, Stat: 'Maximum' } }],
    StartTime: new Date('2026-11-26T11:50:00Z'),
    EndTime: new Date('2026-11-29T11:50:00Z'),
    ScanBy: 'TimestampAscending',
  }).MetricDataResults;
  return Timestamps.map((at: Date, index: number) => `${at.toISOString()} ${Values[index]}`);
}

describe('dormouse record', () => {
  test('writes a fleet file that the simulator takes, with the same clusters in it', async () => {
    const { exitCode, stdout, stderr, text } = await record();

    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: `${recorder.out}: 9 clusters, 2026-11-26T11:50Z to 2026-11-29T11:50Z, 0.0 MB\n`,
    });
    expect(stderr).toContain('CloudWatch charges $0.01 for 1,000 metrics');
    const original = simulated(FLEET).backend.state().clusters;
    const replayed = simulated(text).backend.state().clusters;
    // Since when it has been so, and what was not recorded any more, differ.
    const byArn = (all: typeof original) =>
      new Map(
        all.map(
          ({
            history: _,
            restarts: __,
            createdAt: ___,
            hasClients: ____,
            activityStream: stream,
            serverless,
            ...cluster
          }) => [
            cluster.arn,
            { ...cluster, stream: stream?.status, min: serverless?.min, max: serverless?.max },
          ],
        ),
      );
    expect(byArn(replayed)).toEqual(byArn(original));
  });

  test('keeps the metrics, which the simulator sends again', async () => {
    const { text } = await record();
    const [original, replayed] = [simulated(FLEET), simulated(text)];

    for (const [namespace, metric, period, dimensions] of series) {
      const what = `${metric} of ${Object.values(dimensions).join()}`;
      const ask = { namespace, metric, period, dimensions };
      expect(points(replayed, ask), what).toEqual(points(original, ask));
    }
    const [namespace, metric, period, dimensions] = series[0];
    expect(points(original, { namespace, metric, period, dimensions }).length).toBeGreaterThan(1_000);
  });

  test('sends no write', async () => {
    await record();

    const actions = Object.keys(recorder.simulator.calls.count());
    expect(actions.filter((name) => !/^(Describe|Get|List)/.test(name))).toEqual([]);
    expect(recorder.simulator.calls.list({ action: 'GetMetricData' }).length).toBeGreaterThan(0);
  });

  test('leaves nothing but the file', async () => {
    await record();

    expect(await readdir(recorder.folder)).toEqual(['fleet.yml']);
  });
});
