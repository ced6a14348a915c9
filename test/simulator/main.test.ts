import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentials } from './stub-simulator.ts';

const fleet = `accounts:
  - id: "111122223333"
clusters:
  - id: orders
    region: eu-central-1
    engine: aurora-postgresql
`;

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'simulator-'));
  file = join(folder, 'fleet.yml');
  await writeFile(file, fleet);
});
afterAll(() => rm(folder, { recursive: true }));

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, ['simulator/main.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}

async function run(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = start(...args);
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [out, err] = await Promise.all([textOf(child.stdout), textOf(child.stderr)]);
  return { code: await code, out, err };
}

describe('npm run simulator', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'serves a fleet until %s, and says how to reach it',
    async (signal) => {
      const child = start(
        '--fleet',
        file,
        '--port',
        '0',
        '--now',
        '2026-11-20T18:00:00Z',
        '--clock',
        'manual',
      );
      const ended = new Promise((resolve) => child.once('close', (code) => resolve(code)));
      const banner = await new Promise<string>((resolve) =>
        child.stdout?.once('data', (data) => resolve(`${data}`)),
      );
      const endpoint = /export AWS_ENDPOINT_URL=(\S+)/.exec(banner)?.[1] ?? '';

      const rds = new RDSClient({ region: 'eu-central-1', credentials, endpoint });
      const { DBClusters } = await rds.send(new DescribeDBClustersCommand());
      child.kill(signal);

      expect(DBClusters).toMatchObject([{ DBClusterIdentifier: 'orders' }]);
      expect(banner).toContain('it is 2026-11-20T18:00:00.000Z');
      expect(await ended).toBe(0);
    },
  );

  it('says where a fleet file is wrong', async () => {
    const wrong = join(folder, 'wrong.yml');
    await writeFile(wrong, fleet.replace('engine:', 'engin:'));

    const { code, err } = await run('--fleet', wrong);

    expect(code).toBe(1);
    expect(err).toContain(`${wrong}:6:5 `);
  });

  it('says that a port is in use', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;

    const { code, err } = await run('--fleet', file, '--port', String(port));
    server.close();

    expect(code).toBe(1);
    expect(err).toContain('the port is in use: choose another with --port');
  });

  it('says how it is used when it is used wrongly', async () => {
    const { code, err } = await run('--fleeet', 'x');

    expect(code).toBe(1);
    expect(err).toContain("Unknown option '--fleeet'");
    expect(err).toContain('Usage: npm run simulator');
  });

  it('says that a fleet file is not there', async () => {
    const { code, err } = await run('--fleet', 'nowhere.yml');

    expect(code).toBe(1);
    expect(err).toBe(
      `simulator: the fleet file can't be used\nnowhere.yml: there is no such file in ${process.cwd()}; check the path after --fleet\n`,
    );
  });
});
