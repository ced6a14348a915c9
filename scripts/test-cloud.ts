/**
 * `npm run test:cloud -- [--packaged]`: deploys the stack into ministack, where it runs by itself for some minutes. With
 * `--packaged` it takes the package that the lambda tests have made. Needs Python 3 with venv.
 */
import { join } from 'node:path';
import { packageStack } from './package-stack.ts';
import { runCommand } from './run-command.ts';
import { installRequirements } from './virtual-environment.ts';

const given = process.argv.slice(2);
const bin = installRequirements('cloud', 'test/cloud/requirements.txt');
if (!given.includes('--packaged')) packageStack('ssm');
runCommand(
  'vitest',
  ['run', '--config', 'vitest.cloud.config.ts', ...given.filter((one) => one !== '--packaged')],
  { CLOUD_PYTHON: join(bin, 'python') },
);
