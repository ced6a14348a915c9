import { Command } from 'commander';

export interface RecoveryDemoOptions {
  /** Folder of the page of evidence and of the log. */
  readonly out: string;
}

/** Reads the command line. Ends the process for `--help` and for options that are not valid. */
export function readRecoveryOptions(args: readonly string[]): RecoveryDemoOptions {
  return new Command('npm run demo:recovery --')
    .description('Plays restore drills of two simulated clusters with the real function')
    .option('--out <dir>', 'folder of the page and the log', 'reports')
    .parse(args, { from: 'user' })
    .opts<RecoveryDemoOptions>();
}
