import { Command } from 'commander';
import { addOutputOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { SimulateOptions } from './run.ts';
import { addSimulationOptions } from './simulation-options.ts';

/** `dormouse simulate`: what a policy would do to a fleet over some weeks. Does not call AWS. */
export function simulateCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('simulate')
    .description(
      'show what a policy would do to a fleet over some weeks, as if it said enforce; does not call AWS',
    )
    .option('-p, --policy <file>', 'the policy file, - for standard input', 'policy.yml')
    .option('-f, --fleet <file>', 'the clusters and how they are used (docs/fleet-file.md)', 'fleet.yml')
    .option('-o, --out <folder>', 'also write simulation.json and simulation.html there')
    .addHelpText(
      'after',
      `
Examples:
  dormouse simulate --policy policy.yml --fleet fleet.yml
  dormouse simulate --policy examples/policy.yml --fleet examples/fleet.yml --days 7 --out reports

Exit code: 0 simulated, 1 a file is not valid or cannot be read, or a sweep failed.`,
    )
    .action(async (options: SimulateOptions) => {
      const { runSimulate } = await import('./run.ts');
      done(await runSimulate(options, io));
    });
  return addOutputOptions(addSimulationOptions(command));
}
