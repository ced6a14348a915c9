/**
 * `npm run test:cloud -- [--packaged]`: deploys the stack into ministack, where it runs by itself for some minutes. With
 * `--packaged` it takes the package that the lambda tests have made. Needs Python 3 with venv.
 */
import { join } from 'node:path';
import { packageUnlessGiven } from './package-stack.ts';
import { runCommand } from './run-command.ts';
import { installRequirements } from './virtual-environment.ts';

const bin = installRequirements('cloud', 'test/cloud/requirements.txt');
const given = packageUnlessGiven('ssm', process.argv.slice(2));
runCommand('vitest', ['run', '--config', 'vitest.cloud.config.ts', ...given], {
  CLOUD_PYTHON: join(bin, 'python'),
});
