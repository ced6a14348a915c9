import { Command } from 'commander';
import { addAwsOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { ExplainOptions } from './run.ts';

/** `dormouse explain`: everything that leads to the decisions about one cluster. Only reads. */
export function explainCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('explain')
    .description('show every rule, the evidence and the reasons for one cluster; only reads, changes nothing')
    .argument('<cluster>', 'identifier; or ARN, to read only its account and Region')
    .option('--prices <file>', 'prices, for what Extended Support would cost (docs/prices.md)')
    .addHelpText(
      'after',
      `
Examples:
  dormouse explain dev-orders
  dormouse explain arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders --json

Exit code: 0 explained; 1 error, no such cluster, or something could not be read.`,
    )
    .action(async (wanted: string, options: ExplainOptions) => {
      const { runExplain } = await import('./run.ts');
      done(await runExplain(wanted, options, io));
    });
  return addAwsOptions(command);
}
