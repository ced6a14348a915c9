/**
 * `npm run test:moto -- [--packaged]`: the tests against moto, and cfn-lint, checkov and cfn-guard over the templates. With
 * `--packaged` it takes the package that the lambda tests have made. Needs Python 3 with venv.
 */
import { join } from 'node:path';
import { releases } from '../test/support/packages.ts';
import { unpackGuard } from './cfn-guard.ts';
import { packageUnlessGiven } from './package-stack.ts';
import { release } from './release.ts';
import { projectRoot, runCommand } from './run-command.ts';
import { installRequirements } from './virtual-environment.ts';

const bin = installRequirements('moto', 'test/moto/requirements.txt');
const scanners = installRequirements('checkov', 'test/moto/requirements-checkov.txt');
const guard = unpackGuard();
const given = packageUnlessGiven('file', process.argv.slice(2));
for (const folder of Object.values(releases)) await release(join(projectRoot, folder));
runCommand('vitest', ['run', '--config', 'vitest.moto.config.ts', ...given], {
  MOTO_PYTHON: join(bin, 'python'),
  MOTO_SERVER: join(bin, 'moto_server'),
  CFN_LINT: join(bin, 'cfn-lint'),
  CHECKOV: join(scanners, 'checkov'),
  CFN_GUARD: guard.program,
  CFN_GUARD_RULES: guard.rules,
});
