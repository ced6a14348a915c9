import { spawn } from 'node:child_process';
import { freePort } from '../support/free-port.ts';

export interface MotoServer {
  readonly url: string;
  close(): void;
}

/**
 * Starts moto on a free port of 127.0.0.1, as MOTO_SERVER (default: the one on the path).
 *
 * @throws with moto's output when it does not come up within half a minute.
 */
export async function startMoto(): Promise<MotoServer> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const command = process.env.MOTO_SERVER ?? 'moto_server';
  const moto = spawn(command, ['-H', '127.0.0.1', '-p', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => moto.kill());
  let output = '';
  for (const stream of [moto.stdout, moto.stderr]) stream.on('data', (data) => (output += data));
  moto.on('error', (error) => (output += error));
  for (let attempt = 0; attempt < 300; attempt += 1) {
    if (await isUp(url)) return { url, close: () => moto.kill() };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  moto.kill();
  throw new Error(`moto did not come up at ${url}:\n${output}`);
}

async function isUp(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/moto-api/data.json`)).ok;
  } catch {
    return false;
  }
}
