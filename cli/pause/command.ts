import { Command } from 'commander';
import { addCallerOptions, busOption, stageOption } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { PauseOptions, ResumeOptions } from './run.ts';

/** `dormouse pause`: nothing is changed for a while, by all of Dormouse or a part of it. */
export function pauseCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('pause')
    .description('let a deployment change nothing for a while: all of it, one function, account or rule')
    .option('--for <duration>', 'how long: 30m, 4h or 7d')
    .option('--until <time>', 'until an instant or the end of a date, in UTC; without either, until resume')
    .option('--because <text>', 'why; everybody sees it')
    .option('--show', 'only say what is paused');
  addScope(command)
    .addOption(busOption())
    .option('-p, --policy <file>', 'the policy file that has the rule or the account', 'policy.yml')
    .addHelpText(
      'after',
      `
Examples:
  dormouse pause --for 4h --because "migration of the orders database"
  dormouse pause --function prune-snapshots --because "audit until Friday"
  dormouse pause --account 444455556666 --until 2026-12-24 --because freeze
  dormouse pause --show

Exit code: 0 paused, or shown; 1 error.`,
    )
    .action(async (options: PauseOptions) => {
      const { runPause } = await import('./run.ts');
      done(await runPause(options, io));
    });
  return addCallerOptions(command);
}

/** `dormouse resume`: ends pauses. */
export function resumeCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('resume')
    .description('end a pause before its time')
    .option('--because <text>', 'why, for the event')
    .option('--all', 'end every pause of the deployment');
  addScope(command)
    .addOption(busOption())
    .addHelpText(
      'after',
      `
Examples:
  dormouse resume
  dormouse resume --function prune-snapshots
  dormouse resume --all --stage dev

Exit code: 0 resumed, or nothing was paused; 1 error.`,
    )
    .action(async (options: ResumeOptions) => {
      const { runResume } = await import('./run.ts');
      done(await runResume(options, io));
    });
  return addCallerOptions(command);
}

function addScope(command: Command): Command {
  return command
    .option('--function <name>', 'only this function, such as prune-snapshots')
    .option('--account <id>', 'only in this account')
    .option('--rule <name>', 'only what this rule decides')
    .addOption(stageOption().env('DORMOUSE_DEPLOYMENT'));
}
