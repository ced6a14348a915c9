import pMap from 'p-map';
import type { Scope } from '../aws/scope.ts';
import type { Decision } from '../policy/decision.ts';
import { limitDecisions } from '../policy/limit.ts';
import type { Policy } from '../policy/model.ts';
import type { World } from '../policy/world.ts';
import { type Acting, carryOut } from './act.ts';
import { toFault } from './fault.ts';
import { findNamed, isNamed, keepOthersStill, type Named } from './narrow.ts';
import type { Outcome } from './outcome.ts';
import type { Recipe } from './recipe.ts';
import type { ScopeResult } from './result.ts';
import type { Place } from './targets.ts';

/** Acts under way at the same time in one account and Region. */
const ACTS = 5;

/** What is the same for every account and Region of a run. */
export interface Sweep extends Acting {
  readonly recipe: Recipe;
  readonly policy: Policy;
  /** Globs over cluster identifiers that the run is narrowed to. */
  readonly clusters?: readonly string[];
  scopeFor(place: Place): Scope | Promise<Scope>;
}

/** What became of one account and Region. */
export interface Swept {
  readonly scope: ScopeResult;
  /** One for each cluster that the run is about, in the order of the world. */
  readonly outcomes: readonly Outcome[];
  /** Those of the run's globs that some cluster here answers to. */
  readonly matched: readonly string[];
}

/**
 * Observes, decides, limits and acts in one account and Region. Throws nothing: what can't be observed in full is a
 * failed scope, in which nothing was done.
 */
export async function sweepPlace(sweep: Sweep, place: Place): Promise<Swept> {
  const { account, region } = place;
  try {
    const scope = await sweep.scopeFor(place);
    // The SDK would first assume the role, which takes time that is needed to tell of what was done.
    scope.signal?.throwIfAborted();
    const world = await sweep.recipe.observe(scope, sweep.policy);
    const named = findNamed(sweep.clusters, world);
    const decisions = decideFor(sweep, world, named);
    const outcomes = await pMap(decisions, (decision) => carryOut(sweep, scope, decision), {
      concurrency: ACTS,
    });
    return { scope: scopeResult(world, decisions), outcomes, matched: named?.matched ?? [] };
  } catch (error) {
    return {
      scope: { account, region, ok: false, clusters: 0, fault: toFault(error) },
      outcomes: [],
      matched: [],
    };
  }
}

function decideFor({ recipe, policy }: Sweep, world: World, named: Named | undefined): Decision[] {
  const decisions = keepOthersStill(recipe.decide(policy, world), named);
  return limitDecisions(policy, recipe.action, decisions).filter((decision) => isNamed(decision, named));
}

function scopeResult(
  { account, region, observedAt, clusters }: World,
  decisions: readonly Decision[],
): ScopeResult {
  const breaker = decisions.find(({ reason }) => reason === 'limit-breaker')?.detail;
  return {
    account,
    region,
    ok: true,
    observedAt: new Date(observedAt).toISOString(),
    clusters: clusters.length,
    ...(breaker === undefined ? {} : { breaker }),
  };
}
