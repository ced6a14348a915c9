import { createHome, createScope } from '../shared/aws/clients.ts';
import { callerAccount } from '../shared/aws/identity.ts';
import type { Policy } from '../shared/policy/model.ts';
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
  /** What was seen of each account and Region; of a stopping function first, which sees more. */
  readonly worlds: readonly World[];
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
  const worlds = new Map<string, World>();
  const home = memo(findHome);
  const deps: RunDeps = { home, scopeFor: (place) => ({ ...createScope(place), warn }) };
  const results: SweepResult[] = [];
  for (const recipe of recipes) {
    results.push(await runSweep(watched(recipe, worlds), policy, { ...request, mode: 'observe' }, deps));
  }
  return { results, worlds: [...worlds.values()] };
}

/** `localhost:4566` is a URL too, of the scheme localhost. */
function checkEndpoint(endpoint = ''): void {
  if (endpoint === '' || /^https?:$/.test(URL.parse(endpoint)?.protocol ?? '')) return;
  const remedy = 'write for example http://127.0.0.1:4566, or unset it';
  throw new CliError(`AWS_ENDPOINT_URL is "${endpoint}", which is not a web address`, remedy);
}

/** The recipe, with what it observes kept, and with a remedy for an AWS that can't be reached. */
function watched(recipe: Recipe, worlds: Map<string, World>): Recipe {
  return {
    ...recipe,
    async observe(scope, policy) {
      try {
        const world = await recipe.observe(scope, policy);
        const key = `${world.account} ${world.region}`;
        if (!worlds.has(key)) worlds.set(key, world);
        return world;
      } catch (error) {
        throw isUnreachable(error) ? new Unreachable(explainError(error), { cause: error }) : error;
      }
    },
  };
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
