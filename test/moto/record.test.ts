/**
 * `dormouse record` against moto: what it writes is a fleet file with moto's clusters, snapshots and metrics in it. moto
 * tells no events of RDS for clusters, and has no Price List.
 */

import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateDBClusterSnapshotCommand, RDSClient } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { loadFleet } from '../../simulator/fleet/load-fleet.ts';
import { recordedValue } from '../../simulator/fleet/recording.ts';
import { isRecording } from '../../simulator/fleet/use.ts';
import { dormouse, setEnvironment } from '../cli/run-cli.ts';
import { createCluster } from './fleet.ts';
import { type Front, startFront } from './front.ts';
import { type MotoServer, startMoto } from './server.ts';

const region = 'eu-central-1';
const policy = `version: 1
targets: [{ account: "123456789012", regions: [${region}] }]
rules: [{ name: all, match: {}, power: { stop: whenIdle } }]
`;
const now = new Date();
let moto: MotoServer;
let front: Front;

beforeAll(async () => {
  moto = await startMoto();
  front = await startFront(moto.url, now);
  setEnvironment(front.url);
  await createCluster({ id: 'busy', region, tags: { env: 'dev' }, connections: 7, until: now });
  await createCluster({ id: 'silent', region, tags: {}, serverless: { min: 1, max: 8 }, version: '16.4' });
  await createCluster({ id: 'asleep', region, tags: { env: 'dev' }, engine: 'neptune', stopped: true });
  await new RDSClient({ region }).send(
    new CreateDBClusterSnapshotCommand({
      DBClusterIdentifier: 'busy',
      DBClusterSnapshotIdentifier: 'before-upgrade',
    }),
  );
});

afterAll(() => {
  front.close();
  moto.close();
  vi.unstubAllEnvs();
});

test("a recording of moto's clusters is a fleet file with their tags, statuses, snapshots and metrics", async () => {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-'));
  await writeFile(join(folder, 'policy.yml'), policy);
  const out = join(folder, 'fleet.yml');

  const { stdout, stderr } = await dormouse([
    ...['record', '--policy', join(folder, 'policy.yml'), '--out', out],
    ...['--days', '1', '--no-prices', '--yes', '--json'],
  ]);

  expect(stderr).not.toContain('dormouse:');
  const fleet = loadFleet(await readFile(out, 'utf8'));
  const shown = fleet.clusters.map(({ id, engine, status, tags, snapshots, instances }) => ({
    ...{ id, engine, status, tags, instances: instances.map((one) => one.class) },
    snapshots: snapshots.filter(({ type }) => type === 'manual').map((snapshot) => snapshot.id),
  }));
  expect(shown.toSorted((a, b) => a.id.localeCompare(b.id))).toEqual([
    {
      ...{ id: 'asleep', engine: 'neptune', status: 'stopped', tags: { env: 'dev' } },
      instances: ['db.r6g.large'],
      snapshots: [],
    },
    {
      ...{ id: 'busy', engine: 'aurora-postgresql', status: 'available', tags: { env: 'dev' } },
      instances: ['db.r6g.large'],
      snapshots: ['before-upgrade'],
    },
    {
      ...{ id: 'silent', engine: 'aurora-postgresql', status: 'available', tags: {} },
      instances: ['db.serverless'],
      snapshots: [],
    },
  ]);
  const use = fleet.clusters.find(({ id }) => id === 'busy')?.use;
  if (typeof use !== 'object' || !isRecording(use)) throw new Error(`no recording: ${stdout}`);
  const connections = use.metrics.get('DatabaseConnections');
  expect(recordedValue(use, connections, now.getTime() - 60 * 60_000)).toBe(7);
  expect(recordedValue(use, connections, now.getTime() - 5 * 3_600_000)).toBe('unsent');
});

test('sends no write', () => {
  const actions = front.asked.map((parameters) => parameters.get('Action') ?? '');
  const recorded = actions.slice(actions.lastIndexOf('CreateDBClusterSnapshot') + 1);

  expect(recorded.length).toBeGreaterThan(5);
  expect(recorded.filter((action) => !/^(Describe|Get|List|AssumeRole)/.test(action))).toEqual([]);
});
