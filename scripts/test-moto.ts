/** Runs the tests against moto in a virtual environment of its own under `.cache`; needs Python 3 with venv. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, runCommand } from './run-command.ts';

const venv = join(projectRoot, '.cache', 'moto');
const pip = join(venv, 'bin', 'pip');
const quietly = ['--quiet', '--disable-pip-version-check'];

if (!existsSync(pip)) runCommand('python3', ['-m', 'venv', '--clear', venv]);
runCommand(pip, ['install', ...quietly, '-r', 'test/moto/requirements.txt']);
runCommand('vitest', ['run', '--config', 'vitest.moto.config.ts', ...process.argv.slice(2)], {
  MOTO_PYTHON: join(venv, 'bin', 'python'),
  MOTO_SERVER: join(venv, 'bin', 'moto_server'),
});
