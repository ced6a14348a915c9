/**
 * Runs the tests against moto, and cfn-lint over the templates, in a virtual environment of its own under `.cache`; needs
 * Python 3 with venv.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { packageStack } from './package-stack.ts';
import { projectRoot, runCommand } from './run-command.ts';

const venv = join(projectRoot, '.cache', 'moto');
const pip = join(venv, 'bin', 'pip');
const quietly = ['--quiet', '--disable-pip-version-check'];

if (!existsSync(pip)) runCommand('python3', ['-m', 'venv', '--clear', venv]);
runCommand(pip, ['install', ...quietly, '-r', 'test/moto/requirements.txt']);
packageStack('moto');
runCommand('vitest', ['run', '--config', 'vitest.moto.config.ts', ...process.argv.slice(2)], {
  MOTO_PYTHON: join(venv, 'bin', 'python'),
  MOTO_SERVER: join(venv, 'bin', 'moto_server'),
  CFN_LINT: join(venv, 'bin', 'cfn-lint'),
});
