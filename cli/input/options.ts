import { type Command, Option } from 'commander';
import { DEFAULT_DEPLOYMENT } from '../../shared/policy/snapshots/deployment.ts';
import { useAws } from './aws-environment.ts';

const COMMON = 'Common options:';

/** The options that commands share, each in one form wherever it appears. */
interface CommonOptions {
  readonly json?: true;
  readonly color: boolean;
}

/** The options that `addOutputOptions` gives an action. */
export type OutputOptions = CommonOptions;

/** The options that `addAwsOptions` gives an action; `--profile` and `--region` have been put into the environment. */
export interface AwsOptions extends CommonOptions {
  readonly policy: string;
  readonly region?: string;
}

/**
 * `--json` and `--no-color`: a command that asks AWS for nothing.
 * NO_COLOR and FORCE_COLOR are honoured too.
 */
export function addOutputOptions(command: Command): Command {
  return addCommon(command, [
    new Option('--json', 'write JSON for programs, as described in docs/cli.md'),
    new Option('--no-color', 'plain text, even on a terminal'),
  ]);
}

/** `--policy`, `--profile`, `--region`, `--json` and `--no-color`: a command that follows a policy and asks AWS. */
export function addAwsOptions(command: Command): Command {
  addCommon(command, [
    new Option('-p, --policy <file>', 'the policy file, - for standard input').default('policy.yml'),
  ]);
  return addCallerOptions(command);
}

/** `--profile`, `--region`, `--json` and `--no-color`: a command that asks AWS and follows no policy. */
export function addCallerOptions(command: Command): Command {
  addCommon(command, [
    new Option('--profile <name>', 'the AWS profile, in place of AWS_PROFILE'),
    new Option('--region <region>', 'the one AWS Region to work in, in place of AWS_REGION'),
  ]);
  return addOutputOptions(command).hook('preAction', (_program, run) => useAws(run.opts()));
}

/** `--event-bus`, of a command that changes something. */
export function busOption(): Option {
  return new Option('--event-bus <name>', 'the bus, name or ARN, that gets the events; none: no events').env(
    'DORMOUSE_EVENT_BUS',
  );
}

/** `--stage`, of a command about what is deployed. */
export function stageOption(): Option {
  return (
    new Option('--stage <name>', 'the deployment')
      .default(DEFAULT_DEPLOYMENT)
      // CI often sets a variable to nothing.
      .argParser((name) => name || DEFAULT_DEPLOYMENT)
  );
}

function addCommon(command: Command, options: readonly Option[]): Command {
  for (const option of options) command.addOption(option.helpGroup(COMMON));
  return command;
}
