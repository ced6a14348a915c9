import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { home } from '../support/cloudformation.ts';

/** The answer of boto3 to a command of witness.py: a foreign client, in a process of its own. */
export type Witness = <Seen>(command: string, ...args: readonly string[]) => Promise<Seen>;

/** A witness (by CLOUD_PYTHON) of a cloud, and of an RDS that is served elsewhere. */
export function createWitness(cloud: string, rds: string): Witness {
  const python = process.env.CLOUD_PYTHON ?? 'python3';
  const file = join(import.meta.dirname, 'witness.py');
  return async (command, ...args) => {
    const { stdout } = await promisify(execFile)(python, [file, cloud, rds, home.region, command, ...args], {
      env: { PATH: process.env.PATH, AWS_ACCESS_KEY_ID: home.account, AWS_SECRET_ACCESS_KEY: 'any' },
      maxBuffer: 50_000_000,
    });
    return JSON.parse(stdout);
  };
}
