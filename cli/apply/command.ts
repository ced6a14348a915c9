import { Command } from 'commander';
import { addAwsOptions, busOption } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { ApplyOptions } from './run.ts';

/** `dormouse apply`: makes the changes that are due now, from here. */
export function applyCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('apply')
    .description(
      'make the changes that are due now from here, as the functions would: show the plan, ask, act, follow',
    )
    .argument('[function...]', 'only these functions, such as stop-idle-clusters; default: all')
    .option('-c, --clusters <glob...>', 'only these clusters, "dev-*" "!dev-payments"')
    .option('-r, --regions <region...>', 'only these Regions of the policy')
    .option('-a, --accounts <account...>', 'only these accounts of the policy')
    .option('--wait <time>', 'how long to follow what AWS has accepted; 0m: not at all', '1h')
    .addOption(busOption())
    .option('-y, --yes', 'do not ask; needed where there is no terminal')
    .addHelpText(
      'after',
      `
Examples:
  dormouse apply
  dormouse apply stop-idle-clusters --clusters "dev-*"
  dormouse apply start-clusters --yes --wait 0m

Nothing is changed by a policy or rule in mode: observe. Ctrl-C ends after the act in hand.

Exit code: 0 nothing due, or all is done and seen; 1 error, something was not read, done or seen, or you said no;
2 changes are due that mode: observe or a breaker prevents.`,
    )
    .action(async (functions: string[], options: ApplyOptions) => {
      const { runApply } = await import('./run.ts');
      done(await runApply(functions, options, io));
    });
  return addAwsOptions(command);
}
