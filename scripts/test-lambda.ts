/** Tests the packaged functions in the runtime client that Lambda itself uses; builds both. */
import { packages } from '../test/support/packages.ts';
import { installRic, ricEntry } from './install-ric.ts';
import { runCommand } from './run-command.ts';

installRic();
// The default is the last, for `serverless package` clears its folder whatever it fills.
for (const { folder, policy } of Object.values(packages).reverse()) {
  runCommand('serverless', ['package', '--package', folder, '--param', `policy=${policy}`]);
}
runCommand('vitest', ['run', '--config', 'vitest.lambda.config.ts', ...process.argv.slice(2)], {
  LAMBDA_RIC: ricEntry,
});
