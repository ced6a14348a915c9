import type { Command } from 'commander';
import { type AwsOptions, addAwsOptions, busOption } from '../input/options.ts';

/** The options of the commands by which people hold, release, start and stop one cluster. */
export interface ByHandOptions extends AwsOptions {
  readonly because?: string;
  readonly eventBus?: string;
  readonly yes?: true;
}

/** The argument that names a cluster. */
export const CLUSTER = ['<cluster>', 'identifier, ARN, or glob that only one cluster answers to'] as const;

export function addByHandOptions(command: Command): Command {
  command
    .option('--because <text>', 'why, for the tag dormouse:by-hand and the event')
    .addOption(busOption())
    .option('-y, --yes', 'do not ask on a terminal');
  return addAwsOptions(command);
}
