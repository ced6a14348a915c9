/** Tests the packaged functions in the runtime client that Lambda itself uses; builds both. */
import { installRic, ricEntry } from './install-ric.ts';
import { packageStack } from './package-stack.ts';
import { runCommand } from './run-command.ts';

installRic();
for (const source of ['file', 'ssm', 'appconfig'] as const) packageStack(source);
runCommand('vitest', ['run', '--config', 'vitest.lambda.config.ts', ...process.argv.slice(2)], {
  LAMBDA_RIC: ricEntry,
});
