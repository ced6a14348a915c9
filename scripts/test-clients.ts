/**
 * Runs other people's programs against the simulator, from a virtual environment of their own under `.cache`; needs
 * Python 3 with venv.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, runCommand } from './run-command.ts';

const venv = join(projectRoot, '.cache', 'clients');
const pip = join(venv, 'bin', 'pip');
const quietly = ['--quiet', '--disable-pip-version-check'];

if (!existsSync(pip)) runCommand('python3', ['-m', 'venv', '--clear', venv]);
runCommand(pip, ['install', ...quietly, '-r', 'test/clients/requirements.txt']);
runCommand('vitest', ['run', '--config', 'vitest.clients.config.ts', ...process.argv.slice(2)], {
  CLIENTS_BIN: join(venv, 'bin'),
});
