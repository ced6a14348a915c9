/** Tests the whole system: the packaged functions, fed by the schedules, rules and queues of the packaged stack. */
import { packageSystem, ricEnvironment } from './package-system.ts';
import { runCommand } from './run-command.ts';

packageSystem();
runCommand(
  'vitest',
  ['run', '--config', 'vitest.system.config.ts', ...process.argv.slice(2)],
  ricEnvironment,
);
