import { createHome, createScope } from '../shared/aws/clients.ts';
import { callerAccount } from '../shared/aws/identity.ts';
import type { Policy } from '../shared/policy/model.ts';
import type { CreateWorld, Snapshot } from '../shared/policy/snapshot.ts';
import type { World } from '../shared/policy/world.ts';
import type { SweepRequest } from '../shared/runtime/event.ts';
import type { Recipe } from '../shared/runtime/recipe.ts';
import type { SweepResult } from '../shared/runtime/result.ts';
import { type RunDeps, runSweep } from '../shared/runtime/run.ts';
import type { Place } from '../shared/runtime/targets.ts';
import { CliError } from './cli-error.ts';
import { explainError, isUnreachable, Unreachable } from './explain-error.ts';
import { recipes } from './recipes.ts';

/** What all functions would do, and what they saw. Nothing has been changed. */
export interface Survey {
  readonly results: readonly SweepResult[];
  /** What was seen of each account and Region of the targets; of a stopping function first, which sees more. */
  readonly worlds: readonly World[];
  /** Manual snapshots of the targets and of the Regions that get copies. */
  readonly snapshots: readonly Snapshot[];
}

/**
 * Runs every function in mode observe. `warn` is told of what went wrong and did not stop the work.
 *
 * @throws when it is not known where to look; one account or Region that can't be read is a fault in the results.
 */
export async function survey(
  policy: Policy,
  request: SweepRequest,
  warn: (message: string) => void,
): Promise<Survey> {
  checkEndpoint(process.env.AWS_ENDPOINT_URL);
  const seen: Seen = { worlds: new Map(), snapshots: new Map() };
  const home = memo(findHome);
  const deps: RunDeps = {
    home,
    scopeFor: (place) => createScope(place, undefined, { warn }),
    thorough: true,
  };
  const results: SweepResult[] = [];
  for (const recipe of recipes) {
    results.push(await runSweep(watched(recipe, seen), policy, { ...request, mode: 'observe' }, deps));
  }
  return { results, worlds: [...seen.worlds.values()], snapshots: [...seen.snapshots.values()].flat() };
}

/** `localhost:4566` is a URL too, of the scheme localhost. */
function checkEndpoint(endpoint = ''): void {
  if (endpoint === '' || /^https?:$/.test(URL.parse(endpoint)?.protocol ?? '')) return;
  const remedy = 'write for example http://127.0.0.1:4566, or unset it';
  throw new CliError(`AWS_ENDPOINT_URL is "${endpoint}", which is not a web address`, remedy);
}

/** What has been seen, by account and Region. */
interface Seen {
  readonly worlds: Map<string, World>;
  readonly snapshots: Map<string, readonly Snapshot[]>;
}

/** The recipe, with what it observes kept, and with a remedy for an AWS that can't be reached. */
function watched(recipe: Recipe, { worlds, snapshots }: Seen): Recipe {
  return {
    ...recipe,
    async observe(scope, policy, run) {
      try {
        const world = await recipe.observe(scope, policy, run);
        const key = `${world.account} ${world.region}`;
        // A recipe with places of its own sees clusters of other Regions in them.
        if (recipe.places === undefined && !worlds.has(key)) worlds.set(key, world);
        if (hasSnapshots(world)) snapshots.set(key, world.snapshots);
        return world;
      } catch (error) {
        throw isUnreachable(error) ? new Unreachable(explainError(error), { cause: error }) : error;
      }
    },
  };
}

/** Creating and pruning both list the manual snapshots of their place. */
function hasSnapshots(world: World): world is CreateWorld {
  return 'snapshots' in world;
}

/** The account and Region of the credentials in use. */
async function findHome(): Promise<Place> {
  const sts = await createHome(process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION).sts();
  const region = await sts.config.region().catch((cause: unknown) => {
    throw new CliError('no Region is known', 'set AWS_REGION, or name targets in the policy', { cause });
  });
  return { account: await callerAccount(sts), region };
}

function memo<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
