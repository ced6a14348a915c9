import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The folder that the project is in. */
export const projectRoot: string = join(import.meta.dirname, '..');

/** Runs a command in the project's folder; when it fails, this process ends with its exit code. */
export function runCommand(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): void {
  const { status, error } = spawnSync(command, args, {
    cwd: projectRoot,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
