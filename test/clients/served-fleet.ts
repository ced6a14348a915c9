import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createSimulator } from '../../simulator/simulator.ts';

/** Two clusters are idle; of them only `idle` sends its metrics to AWS/RDS. */
const fleet = `
region: eu-central-1
useProfiles:
  office: [{ connections: 12, cpu: 35 }]
clusters:
  - id: orders
    tags: { env: dev, team: shop }
    use: office
    tables: [{ name: orders, database: shop, rows: 5000 }]
    encrypted: alias/production
    snapshots: [{ id: before-upgrade, since: 3d, tags: { team: shop } }]
  - { id: idle, tags: { env: dev } }
  - { id: idle-documents, engine: docdb, tags: { env: dev } }
  - { id: graph, engine: neptune, serverless: { min: 1, max: 8 }, use: office }
  - { id: asleep, engine: aurora-mysql, status: stopped, since: 2d }
keys:
  - { alias: alias/production }
  - { alias: alias/recovery, regions: [us-west-2] }
places:
  - { region: eu-central-1, subnetGroups: [{ name: drills }] }
functions:
  - { name: check-graph, answer: { version: 1, ok: true, detail: 1200 nodes } }
timings:
  { stop: 1s, start: 1s, lag: 0s, snapshot: 1s, copyPerGiB: 0s, restore: 1s, restorePerGiB: 0s, create: 1s, reset: 1s, delete: 1s }
`;

/** The output of a program, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The simulator on a free port, in real time, and the programs that talk to it. */
export interface ServedFleet {
  /**
   * Runs a program of the virtual environment (CLIENTS_BIN) that finds the simulator by AWS_ENDPOINT_URL, with no
   * configuration of whoever runs the tests.
   */
  run(program: string, args: readonly string[]): Promise<Ended>;
  close(): Promise<void>;
}

/** Serves the fleet of these tests on 127.0.0.1. */
export async function serveFleet(): Promise<ServedFleet> {
  const { url, close } = await createSimulator({ fleet, clock: 'real' }).listen();
  const env = {
    PATH: process.env.PATH,
    HOME: tmpdir(),
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'any',
    AWS_SECRET_ACCESS_KEY: 'any',
    AWS_DEFAULT_REGION: 'eu-central-1',
  };
  return {
    run: (program, args) => runProgram(join(process.env.CLIENTS_BIN ?? '', program), args, env),
    close,
  };
}

async function runProgram(path: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  try {
    return { code: 0, ...(await promisify(execFile)(path, [...args], { env, maxBuffer: 10_000_000 })) };
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'number') throw error;
    const { stdout, stderr } = error as Error & Ended;
    return { code: error.code, stdout, stderr };
  }
}
