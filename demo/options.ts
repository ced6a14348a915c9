import { Command, InvalidArgumentError, Option } from 'commander';

export interface DemoOptions {
  readonly policy: string;
  readonly fleet: string;
  /** File with the changes that people make by hand; absent: none. */
  readonly people?: string;
  /** Epoch milliseconds of simulated time. */
  readonly from: number;
  readonly to: number;
  /** Folder of the reports. */
  readonly out: string;
}

const FLEET = 'examples/fleet.yml';
const PEOPLE = 'examples/people.yml';

/** Reads the command line. Ends the process for `--help` and for options that are not valid. */
export function readOptions(args: readonly string[]): DemoOptions {
  const command = new Command('npm start --')
    .description('Plays a day of a simulated fleet with the real functions')
    .option('--policy <file>', 'the policy', 'examples/policy.yml')
    .option('--fleet <file>', 'the clusters (docs/fleet-file.md)', FLEET)
    .option(
      '--people <file>',
      `changes that people make by hand (default: "${PEOPLE}" with the default fleet)`,
    )
    .addOption(time('--from <time>', 'when the day begins', '2026-11-23T05:00Z'))
    .addOption(time('--to <time>', 'when it ends', '2026-11-24T09:00Z'))
    .option('--out <dir>', 'folder of the reports', 'reports')
    .parse(args, { from: 'user' });
  const options = command.opts<DemoOptions>();
  if (options.to <= options.from) command.error('error: --to must be after --from');
  return options.people === undefined && options.fleet === FLEET ? { ...options, people: PEOPLE } : options;
}

function time(flags: string, description: string, at: string): Option {
  return new Option(flags, description).argParser(instant).default(Date.parse(at), at);
}

function instant(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('Write a time such as 2026-11-23T05:00Z.');
  return at;
}
