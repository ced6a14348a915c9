/** Runs other people's programs against the simulator; needs Python 3 with venv. */
import { runCommand } from './run-command.ts';
import { installRequirements } from './virtual-environment.ts';

const bin = installRequirements('clients', 'test/clients/requirements.txt');
runCommand('vitest', ['run', '--config', 'vitest.clients.config.ts', ...process.argv.slice(2)], {
  CLIENTS_BIN: bin,
});
