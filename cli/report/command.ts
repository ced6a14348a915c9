import { Command } from 'commander';
import { addAwsOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { ReportOptions } from './run.ts';

/** `dormouse report`: what was done to the clusters, by whom and why. Only reads. */
export function reportCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('report')
    .description(
      'show what was done to the clusters since last night, by whom and why; only reads, changes nothing',
    )
    .option(
      '--since <time>',
      'how far back, such as 24h or 7d, or an instant; RDS keeps events for 14 days',
      '24h',
    )
    .option('-c, --clusters <glob...>', 'only these clusters, "dev-*" "!dev-payments"')
    .option('-r, --regions <region...>', 'only these Regions of the policy')
    .option('-a, --accounts <account...>', 'only these accounts of the policy')
    .option('--readiness', 'also look whether each cluster could be restored, and list what is in the way')
    .option('--prices <file>', 'prices, for what Extended Support would cost (docs/prices.md)')
    .option('-o, --out <folder>', 'also write report.json and report.html there')
    .option('--html <file>', 'write a page that shows it to a file, too')
    .addHelpText(
      'after',
      `
Examples:
  dormouse report
  dormouse report --since 7d --clusters "dev-*"
  dormouse report --since 7d --html report.html
  dormouse report --readiness
  dormouse report --since 2026-11-22T18:00:00Z --json

Exit code: 0 shown; 1 error, or something was not read.`,
    )
    .action(async (options: ReportOptions) => {
      const { runReport } = await import('./run.ts');
      done(await runReport(options, io));
    });
  return addAwsOptions(command);
}
