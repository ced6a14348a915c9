import { defined } from '../../shared/defined.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { parseEvent, type SweepRequest } from '../../shared/runtime/request/event.ts';
import { CliError } from '../errors/cli-error.ts';

/** The options that narrow a run. */
export interface Narrowing {
  readonly clusters?: readonly string[];
  readonly regions?: readonly string[];
  readonly accounts?: readonly string[];
  /** One Region to work in: the caller's own, or if the policy has targets the one of them to read. */
  readonly region?: string;
}

/**
 * The same request that a function is invoked with, checked in the same way.
 *
 * @throws CliError that names the first option that is not valid.
 */
export function toRequest(options: Narrowing, { targets }: Pick<Policy, 'targets'>): SweepRequest {
  const { clusters, accounts, region } = options;
  const only = region !== undefined && targets.length > 0 ? [region] : undefined;
  const regions = options.regions ?? only;
  checkCommas({ clusters, regions, accounts });
  const parsed = parseEvent({
    // RDS keeps identifiers in lower case.
    ...(clusters && { clusters: clusters.map((glob) => glob.toLowerCase()) }),
    ...defined({ regions, accounts }),
  });
  if (parsed.ok) return parsed.request;
  const [problem] = parsed.problems;
  const option = String(problem?.path.split('.')[0]);
  const { what, example } = expected[option] ?? {
    what: 'a value that this option takes',
    example: 'one of those that --help shows',
  };
  throw new CliError(
    `--${option} ${JSON.stringify(problem?.value)} is not ${what}`,
    `write for example ${example}`,
  );
}

/** In a glob, a comma means something only within braces. */
function checkCommas(options: Readonly<Record<string, readonly string[] | undefined>>): void {
  for (const [option, values = []] of Object.entries(options)) {
    const joined = values.find((value) => /^[^{[]*,/.test(value));
    if (joined !== undefined) {
      const apart = joined.split(',').filter(Boolean).join(' ');
      throw new CliError(
        `--${option} ${JSON.stringify(joined)} is more than one`,
        `separate them with blanks: ${apart}`,
      );
    }
  }
}

const expected: Readonly<Record<string, { what: string; example: string }>> = {
  clusters: { what: 'a glob over cluster identifiers', example: '"dev-*"' },
  regions: { what: 'a Region', example: 'eu-central-1' },
  accounts: { what: 'an account id of 12 digits', example: '111122223333' },
};
