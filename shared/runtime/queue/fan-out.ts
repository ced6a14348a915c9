import type { SweepRequest } from '../event.ts';
import type { SweepResult } from '../result.ts';
import { placesFor } from '../run.ts';
import type { RunnerDeps } from '../runner.ts';
import { placesOf } from '../targets.ts';

/** Whether a run is asked for everything that there is, as the schedule does. */
export function isEverything(request: SweepRequest | undefined): boolean {
  return request !== undefined && Object.keys(request).length === 0;
}

/**
 * Splits a sweep of several accounts and Regions: one message for each, so that none waits for another or fails with
 * it. Undefined where there is one alone, or no queue.
 */
export async function fanOutIfMany({
  recipe,
  policy,
  reach,
  log,
  warnings,
}: RunnerDeps): Promise<SweepResult | undefined> {
  const { queue, home } = reach;
  if (queue === undefined) return undefined;
  const places = placesFor(recipe, policy, await placesOf(policy, home));
  if (places.length < 2) return undefined;
  await queue.send(
    places.map(({ account, region }) => JSON.stringify({ accounts: [account], regions: [region] })),
  );
  log.info('sweep split', { messages: places.length });
  return {
    function: recipe.name,
    mode: policy.mode,
    at: new Date().toISOString(),
    ok: true,
    summary: { status: {}, reason: {} },
    scopes: [],
    outcomes: [],
    omitted: 0,
    split: places.length,
    unmatched: [],
    warnings,
  };
}
