import { Command } from 'commander';
import { addAwsOptions, stageOption } from '../input/options.ts';
import type { ExitCode, Io } from '../terminal/io.ts';
import type { DoctorOptions } from './run.ts';

/** `dormouse doctor`: whether everything around the functions works. Only reads. */
export function doctorCommand(io: Io, done: (code: ExitCode) => void): Command {
  const command = new Command('doctor')
    .description(
      'check credentials, permissions, KMS keys, quotas and the deployment, each with its remedy; only reads, changes nothing',
    )
    .addOption(stageOption())
    .addHelpText(
      'after',
      `
Examples:
  dormouse doctor
  dormouse doctor --stage dev --policy policy.dev.yml --region eu-central-1

Exit code: 0 all well, 2 something is wrong, 1 error, or something could not be
checked.`,
    )
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import('./run.ts');
      done(await runDoctor(options, io));
    });
  return addAwsOptions(command);
}
