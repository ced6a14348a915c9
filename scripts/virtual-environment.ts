import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, runCommand } from './run-command.ts';

const quietly = ['--quiet', '--disable-pip-version-check'];

/** Installs a file of Python requirements into a virtual environment under `.cache`, and returns its `bin` folder. */
export function installRequirements(name: string, requirements: string): string {
  const venv = join(projectRoot, '.cache', name);
  const pip = join(venv, 'bin', 'pip');
  if (!existsSync(pip)) runCommand('python3', ['-m', 'venv', '--clear', venv]);
  runCommand(pip, ['install', ...quietly, '-r', requirements]);
  return join(venv, 'bin');
}
