/** How long Dormouse takes for the same work as Cloud Custodian, with and without throttling. Needs Python 3 with venv. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { installRequirements } from '../scripts/virtual-environment.ts';
import { type Figure, timeFigure } from './figure.ts';
import { compare } from './measure.ts';
import { account, region } from './scenarios.ts';
import { startSimulator } from './simulator-process.ts';

const COUNT = 400;

const fleet = `
accounts: [{ id: "${account}" }]
region: ${region}
clusters: [{ id: "dev-{n}", count: ${COUNT}, instances: 1, tags: { env: dev } }]
`;

const ours = `
version: 1
mode: enforce
targets: [{ account: "${account}", regions: [${region}] }]
limits: { stop: ${COUNT} }
rules: [{ name: dev, match: { tags: { env: [dev] } }, power: { stop: whenIdle, idleFor: 60m } }]
`;

/** No connection in the last hour, as above. */
const theirs = `
policies:
  - name: idle
    resource: aws.rds-cluster
    filters:
      - { "tag:env": dev }
      - { type: value, key: Status, value: available }
      - { type: metrics, name: DatabaseConnections, days: 0.0417, period: 3600, statistics: Maximum, op: equal, value: 0 }
    actions: [stop]
`;

/** By what is throttled: of all calls, at random. */
const throttling = { 'nothing is throttled': 0, 'one call in ten is throttled': 0.1 };

/** Stops clusters at an endpoint, in a folder for its files. */
type Stop = (environment: NodeJS.ProcessEnv, folder: string) => Promise<unknown>;

const run = promisify(execFile);
const answer = z.looseObject({ calls: z.array(z.unknown()) });

/** Wall time of whole processes that stop 400 idle clusters, over that of Cloud Custodian on the same simulator. */
export async function measurePeers(rounds: number): Promise<Figure[]> {
  const bin = installRequirements('clients', 'test/clients/requirements.txt');
  const figures: Figure[] = [];
  for (const [name, rate] of Object.entries(throttling)) {
    const compared = await compare(
      () => timeOf(stopByDormouse, rate),
      () => timeOf(stopByCustodian(bin), rate),
      rounds,
    );
    figures.push(timeFigure(`stopping ${COUNT} clusters / Cloud Custodian: ${name}`, compared, 1));
  }
  return figures;
}

const stopByDormouse: Stop = (environment, folder) => {
  writeFileSync(join(folder, 'policy.yml'), ours);
  const env = {
    ...environment,
    DORMOUSE_POLICY: 'file:policy.yml',
    DORMOUSE_EVENT_BUS: 'dormouse',
    LAMBDA_TASK_ROOT: folder,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  };
  return run(process.execPath, [join(import.meta.dirname, 'peers-child.ts')], { env });
};

function stopByCustodian(bin: string): Stop {
  return (env, folder) => {
    const file = join(folder, 'custodian.yml');
    writeFileSync(file, theirs);
    return run(join(bin, 'custodian'), ['run', '--cache-period', '0', '-s', folder, file], { env });
  };
}

/** In milliseconds. @throws when the clusters were not all asked to stop. */
async function timeOf(stop: Stop, rate: number): Promise<number> {
  const simulator = await startSimulator({ fleet, now: new Date().toISOString() });
  const folder = mkdtempSync(join(tmpdir(), 'dormouse-peers-'));
  const control = (name: string, init?: RequestInit) => fetch(`${simulator.url}/_simulator/${name}`, init);
  try {
    await control('faults', { method: 'PUT', body: JSON.stringify([{ kind: 'throttle', rate }]) });
    const environment = {
      PATH: process.env.PATH,
      HOME: folder,
      AWS_ENDPOINT_URL: simulator.url,
      AWS_ACCESS_KEY_ID: 'any',
      AWS_SECRET_ACCESS_KEY: 'any',
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
    };
    const began = performance.now();
    await stop(environment, folder);
    const ms = performance.now() - began;
    const { calls } = answer.parse(await (await control('calls?action=StopDBCluster&outcome=ok')).json());
    if (calls.length !== COUNT) throw new Error(`${calls.length} of ${COUNT} clusters were asked to stop`);
    return ms;
  } finally {
    simulator.stop();
    rmSync(folder, { recursive: true });
  }
}
