import { Command, Option } from 'commander';
import { addOutputOptions } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { InitOptions } from './run.ts';

/** `dormouse init`: writes a first policy. Does not call AWS. */
export function initCommand(io: Io, done: (code: ExitCode) => void): Command {
  const sources = ['fromInstanceScheduler', 'fromCustodian', 'fromBackupPlan'];
  const source = (flag: string, what: string, own: string) =>
    new Option(`${flag} <file>`, what).conflicts(sources.filter((other) => other !== own));
  const command = new Command('init')
    .description('write a first policy, commented and in mode observe; does not call AWS')
    .option('-o, --out <file>', 'the file to write, - for standard output', 'policy.yml')
    .option('--force', 'write it even if it is there')
    .option('-y, --yes', 'ask nothing, take the options and defaults')
    .option('--timezone <zone>', 'of all hours; default: the one of this machine')
    .option('--hours <hours>', 'when clusters are up; default: mon-fri 07:00-19:00')
    .option('--tag <tag...>', 'which clusters, KEY=VALUE or KEY=VALUE,VALUE; default: env=dev,test')
    .option('--stop <how>', 'outside of their hours: whenIdle, atOnce, atEnd or never; default: whenIdle')
    .option('--protect <tag...>', 'which are never stopped; default: env=prod,production')
    .option('--snapshots', 'take a snapshot of the protected ones each night')
    .option('--copy-to <region>', 'and copy it to this Region')
    .option('--kms-key <key>', 'with this key of that Region')
    .addOption(
      source(
        '--from-instance-scheduler',
        'convert schedules of Instance Scheduler on AWS',
        'fromInstanceScheduler',
      ),
    )
    .addOption(source('--from-custodian', 'convert offhours policies of Cloud Custodian', 'fromCustodian'))
    .addOption(source('--from-backup-plan', 'convert a plan of AWS Backup', 'fromBackupPlan'))
    .addHelpText(
      'after',
      `
Examples:
  dormouse init
  dormouse init --yes --timezone Europe/Berlin --tag env=dev,test --snapshots
  dormouse init --from-instance-scheduler schedules.json --out policy.yml

Exit code: 0 written; 1 not written.`,
    )
    .action(async (options: InitOptions) => {
      const { runInit } = await import('./run.ts');
      done(await runInit(options, io));
    });
  return addOutputOptions(command);
}
