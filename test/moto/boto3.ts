import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * The resources that boto3 finds at an endpoint, by Region: a script of this folder in a process of its own
 * (MOTO_PYTHON), a witness that shares no code with Dormouse. Its arguments end with the Regions, its credentials are
 * those of this process.
 */
export async function askBoto3<Seen>(
  script: string,
  endpoint: string,
  args: readonly string[],
): Promise<Record<string, Seen>> {
  const python = process.env.MOTO_PYTHON ?? 'python3';
  const file = join(import.meta.dirname, script);
  const { stdout } = await promisify(execFile)(python, [file, endpoint, ...args], {
    maxBuffer: 10_000_000,
  });
  return JSON.parse(stdout);
}
