import { defined } from '../../shared/defined.ts';
import { matchesGlobs } from '../../shared/policy/rules/match.ts';
import { locationsOf, narrowLocations } from '../../shared/runtime/sweep/locations.ts';
import { CliError } from '../errors/cli-error.ts';
import type { AwsOptions } from '../input/options.ts';
import { type Narrowing, toRequest } from '../input/request.ts';
import { findHome } from '../survey/home.ts';
import { readListedPolicy } from '../survey/listed-policy.ts';
import { byReadRoles } from '../survey/reader.ts';
import { hasBlocker } from '../survey/readiness-lines.ts';
import { findReadiness, restorePlaces } from '../survey/restore-readiness.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { withProgress } from '../terminal/progress.ts';
import { readinessJson } from './json.ts';
import { readinessText } from './text.ts';

export interface ReadinessOptions extends AwsOptions, Narrowing {
  readonly lose?: string;
  readonly all?: true;
}

/** Writes for each cluster what would stop a restore of it, place by place. Only reads. */
export async function runReadiness(options: ReadinessOptions, io: Io): Promise<ExitCode> {
  const policy = await readListedPolicy(options.policy, io);
  const { clusters: globs = ['*'], ...where } = toRequest(options, policy);
  const { lose } = options;
  const caller = await findHome();
  const home = async () => ({ account: caller.account, region: caller.region });
  const { locations, unmatched } = narrowLocations(await locationsOf(byReadRoles(policy), home), where);
  const places = restorePlaces(policy, locations);
  if (lose !== undefined && !places.some(({ place }) => place.region === lose)) {
    const regions = [...new Set(places.map(({ place }) => place.region))].join(', ');
    throw new CliError(`--lose ${lose} is no Region of the policy`, `name one of ${regions}`);
  }
  const all = await withProgress(io.stderr, 'reading AWS', (progress) =>
    findReadiness(places, caller, lose, progress),
  );
  const found = { ...all, clusters: all.clusters.filter(({ cluster }) => matchesGlobs(globs, cluster)) };
  const report = { ...found, ...defined({ lost: lose }) };
  io.stdout.write(
    options.json
      ? readinessJson(report, unmatched)
      : readinessText(report, { ...lookFor(io.stdout, options.color), all: options.all === true }),
  );
  for (const name of unmatched) io.stderr.write(`${name} is not among the targets of the policy\n`);
  if (found.unread.length > 0 || unmatched.length > 0) return 1;
  return found.clusters.some(hasBlocker) ? 2 : 0;
}
