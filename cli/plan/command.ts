import { Command } from 'commander';
import { colorOption, jsonOption, type Narrowing, policyOption, toRequest } from '../input/options.ts';
import { readPolicy } from '../input/policy-file.ts';
import { survey } from '../survey/survey.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { planJson } from './json.ts';
import { isAnythingDue, type Plan, planOf } from './plan.ts';
import { planText } from './text.ts';

interface Options extends Narrowing {
  readonly policy: string;
  readonly json?: true;
  readonly all?: true;
  readonly color: boolean;
}

/** `dormouse plan`: the changes that are due now, and why. Only reads. */
export function planCommand(io: Io, done: (code: ExitCode) => void): Command {
  return new Command('plan')
    .description(
      'show which changes to clusters, activity streams, capacity and snapshots are due now, and why; changes nothing',
    )
    .addOption(policyOption())
    .option('-c, --clusters <glob...>', 'show only these clusters, "dev-*" "!dev-payments"; all are read')
    .option('-r, --regions <region...>', 'only these Regions of the policy')
    .option('-a, --accounts <account...>', 'only these accounts of the policy')
    .option('--all', 'list every cluster, stream, capacity and snapshot, unchanged ones too')
    .addOption(jsonOption())
    .addOption(colorOption())
    .addHelpText('after', '\nExit code: 0 nothing due, 2 changes due, 1 error, or something was not read.')
    .action(async (options: Options) => {
      const { clusters: globs, ...where } = toRequest(options);
      const policy = await readPolicy(options.policy, io);
      const found = await withProgress(io.stderr, 'reading AWS', (progress) =>
        survey(policy, where, progress),
      );
      const plan = planOf(options.policy, policy, found, globs);
      const look = { ...lookFor(io.stdout, options.color), all: options.all === true };
      io.stdout.write(options.json ? planJson(plan) : planText(plan, look));
      done(exitCodeOf(plan));
    });
}

function exitCodeOf(plan: Plan): ExitCode {
  if ([plan.unread, plan.unmatched, plan.warnings].some(({ length }) => length > 0)) return 1;
  return isAnythingDue(plan) ? 2 : 0;
}
