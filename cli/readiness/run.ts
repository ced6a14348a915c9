import pMap from 'p-map';
import { defined } from '../../shared/defined.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { decideReadiness, isBlocked } from '../../shared/policy/recovery/readiness/decide.ts';
import { questionsOf } from '../../shared/policy/recovery/readiness/needs.ts';
import { placeKey, restorables } from '../../shared/policy/recovery/readiness/restore-points.ts';
import { matchesGlobs } from '../../shared/policy/rules/match.ts';
import { pruneLocations } from '../../shared/policy/snapshots/locations.ts';
import { locationsOf, narrowLocations } from '../../shared/runtime/sweep/locations.ts';
import { CliError } from '../errors/cli-error.ts';
import type { AwsOptions } from '../input/options.ts';
import { type Narrowing, toRequest } from '../input/request.ts';
import { findHome } from '../survey/home.ts';
import { readListedPolicy } from '../survey/listed-policy.ts';
import { byReadRoles } from '../survey/reader.ts';
import { type ExitCode, type Io, lookFor } from '../terminal/io.ts';
import { type Progress, withProgress } from '../terminal/progress.ts';
import { readinessJson } from './json.ts';
import { readFleet } from './read-fleet.ts';
import { readPlace } from './read-places.ts';
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
  const places = placesOf(policy, locations);
  if (lose !== undefined && !places.some(({ place }) => place.region === lose)) {
    const regions = [...new Set(places.map(({ place }) => place.region))].join(', ');
    throw new CliError(`--lose ${lose} is no Region of the policy`, `name one of ${regions}`);
  }
  const found = await withProgress(io.stderr, 'reading AWS', (progress) =>
    look(places, caller, lose, globs, progress),
  );
  const report = { ...found, ...defined({ lost: lose }) };
  io.stdout.write(
    options.json
      ? readinessJson(report, unmatched)
      : readinessText(report, { ...lookFor(io.stdout, options.color), all: options.all === true }),
  );
  for (const name of unmatched) io.stderr.write(`${name} is not among the targets of the policy\n`);
  if (found.unread.length > 0 || unmatched.length > 0) return 1;
  return found.clusters.some((one) => isBlocked(one) || one.places.some(isBlocked)) ? 2 : 0;
}

function placesOf(policy: Policy, locations: readonly TargetLocation[]) {
  const targets = new Set(locations.map(placeKey));
  const all = new Map(pruneLocations(policy, locations).map((place) => [placeKey(place), place]));
  return [...all].map(([key, place]) => ({ place, isTarget: targets.has(key) }));
}

async function look(
  places: ReturnType<typeof placesOf>,
  caller: { readonly account: string },
  lost: string | undefined,
  globs: readonly string[],
  progress: Progress,
) {
  const { fleet, scopes, now, unread } = await readFleet(places, caller, lost, progress);
  const all = restorables(fleet, lost);
  const asked = await pMap(
    questionsOf(all),
    async (questions) => {
      const scope = scopes.get(placeKey(questions));
      progress.waitFor(placeKey(questions));
      return scope === undefined ? [] : [await readPlace(scope, questions)];
    },
    { concurrency: 4 },
  );
  const unlisted = unread.filter(({ what }) => what === 'snapshots');
  const decided = decideReadiness({
    ...{ restorables: all, places: asked.flat(), now, unlisted },
    ...defined({ lost }),
  });
  return { clusters: decided.filter(({ cluster }) => matchesGlobs(globs, cluster)), unread };
}
