import {
  type DBCluster,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { onTestFinished } from 'vitest';
import { createSimulator } from '../../../../simulator/simulator.ts';
import { evenTimings, start } from '../../control-plane.ts';
import { credentials } from '../../stub-simulator.ts';

export const timings = evenTimings.replace(
  ' }',
  ', create: 10m, restore: 10m, restorePerGiB: 0s, rename: 1m, delete: 10m }',
);
export const fleet = `
clusters:
  - id: orders
    instances: 1
    tags: { env: prod }
    snapshots: [{ id: before, since: 2d, tags: { kept: yes } }]
${timings}
`;

/** Over a socket, as any client in another process would. */
export async function aWorld(text = fleet) {
  const simulator = createSimulator({ fleet: text, now: start, seed: 2 });
  const { url, close } = await simulator.listen();
  onTestFinished(close);
  const rds = new RDSClient({ region: 'eu-central-1', credentials, endpoint: url, maxAttempts: 1 });
  const advance = (ms: number) => simulator.clock.advanceTo(simulator.clock.now() + ms);
  const eventIds = () => simulator.events.map((event) => JSON.stringify(event).match(/RDS-EVENT-\d+/)?.[0]);
  const clusters = async (): Promise<DBCluster[]> =>
    (await rds.send(new DescribeDBClustersCommand({}))).DBClusters ?? [];
  const snapshots = async () =>
    (await rds.send(new DescribeDBClusterSnapshotsCommand({ SnapshotType: 'manual' }))).DBClusterSnapshots;
  return { simulator, rds, advance, eventIds, clusters, snapshots, backend: simulator.backend };
}

export type World = Awaited<ReturnType<typeof aWorld>>;
