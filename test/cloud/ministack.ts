import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { freePort } from '../support/free-port.ts';

/** A ministack that runs. */
export interface Ministack {
  readonly url: string;
  /** Puts an event of AWS, such as one of RDS, on the default bus of its account and Region. */
  emit(event: unknown): void;
  /** All that it has written so far, the logs of the functions among it. */
  log(): string;
  close(): Promise<void>;
}

/** The only account and Region of a ministack. */
interface Place {
  readonly account: string;
  readonly region: string;
}

/**
 * Starts ministack (by CLOUD_PYTHON) on a free port of 127.0.0.1. Its functions find `services`, by the name that the SDK
 * has for them in `AWS_ENDPOINT_URL_…`, at another endpoint, because they get the environment of ministack.
 *
 * @throws with its output when it does not come up within a minute.
 */
export async function startMinistack(
  { account, region }: Place,
  services: Readonly<Record<string, string>>,
): Promise<Ministack> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), 'ministack-'));
  const python = process.env.CLOUD_PYTHON ?? 'python3';
  const ministack = spawn(python, [join(import.meta.dirname, 'serve.py')], {
    cwd: folder,
    env: {
      // ministack runs functions on the first Node that it finds.
      PATH: [resolve('node_modules/node/bin'), dirname(python), process.env.PATH].join(':'),
      HOME: folder,
      TMPDIR: folder,
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_HOST: '127.0.0.1',
      MINISTACK_REGION: region,
      // If the access key is an account, functions and queues belong to it.
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: 'any',
      ...Object.fromEntries(
        Object.entries(services).map(([name, endpoint]) => [`AWS_ENDPOINT_URL_${name}`, endpoint]),
      ),
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [ministack.stdout, ministack.stderr]) stream.on('data', (data) => (output += data));
  ministack.on('error', (error) => (output += error));
  const ended = once(ministack, 'close');
  const close = async (): Promise<void> => {
    ministack.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 600 && ministack.exitCode === null; attempt += 1) {
    if (await isUp(url)) {
      return {
        url,
        emit: (event) => ministack.stdin.write(`${JSON.stringify(event)}\n`),
        log: () => output,
        close,
      };
    }
    await new Promise((done) => setTimeout(done, 100));
  }
  await close();
  throw new Error(`ministack did not come up at ${url}:\n${output}`);
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_ministack/health`)).ok;
  } catch {
    return false;
  }
}
