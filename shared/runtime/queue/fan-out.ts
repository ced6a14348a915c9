import { classify } from '../../aws/client/faults.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { emitCount } from '../report/metrics.ts';
import type { Log } from '../report/report.ts';
import { locationsOf } from '../sweep/locations.ts';
import type { Recipe } from '../sweep/recipe.ts';
import type { SweepResult } from '../sweep/result.ts';
import { locationsFor, type RunDeps } from '../sweep/run.ts';
import type { OwnQueue } from './own-queue.ts';

/** A few messages wait at any time, and the count of SQS lags: that is no backlog. */
const MIN_BACKLOG_MESSAGES = 10;

/** What a split depends on. */
export interface FanOutDeps extends Pick<RunDeps, 'home'> {
  readonly recipe: Recipe;
  readonly policy: Policy;
  /** Of loading the policy. */
  readonly warnings: readonly string[];
  /** Absent: there is none. */
  readonly queue?: OwnQueue | undefined;
  readonly log: Log;
}

/**
 * Splits a sweep of several accounts and Regions: one message for each, so that none waits for another or fails with
 * it. Adds none while as many are waiting, for they would pile up before events and what is followed. Undefined where
 * there is one alone, or no queue.
 */
export async function fanOutIfMany({
  recipe,
  policy,
  warnings,
  queue,
  home,
  log,
}: FanOutDeps): Promise<SweepResult | undefined> {
  if (queue === undefined) return undefined;
  const locations = locationsFor(recipe, policy, await locationsOf(policy, home));
  if (locations.length < 2) return undefined;
  const messages = locations.length;
  const waiting = await countIn(queue, log);
  const isBehind = waiting !== undefined && waiting >= Math.max(messages, MIN_BACKLOG_MESSAGES);
  if (isBehind) {
    log.warn('sweep skipped', { messages, waiting });
    emitCount(recipe.name, 'SweepsSkipped');
  } else {
    await queue.send(
      locations.map(({ account, region }) =>
        JSON.stringify({ sweep: { accounts: [account], regions: [region] } }),
      ),
    );
    log.info('sweep split', { messages });
  }
  return {
    function: recipe.name,
    mode: policy.mode,
    at: new Date().toISOString(),
    ok: true,
    summary: { status: {}, reason: {} },
    scopes: [],
    outcomes: [],
    omitted: 0,
    split: isBehind ? 0 : messages,
    unmatched: [],
    warnings: isBehind
      ? [
          ...warnings,
          `sweep skipped: ${waiting} messages are waiting in the queue, and it would add ${messages}; if this goes on, raise queueConcurrency`,
        ]
      : warnings,
  };
}

/** Undefined when AWS does not tell: a sweep too many is better than none. */
async function countIn(queue: OwnQueue, log: Log): Promise<number | undefined> {
  try {
    return await queue.waiting();
  } catch (error) {
    if (classify(error) === undefined) throw error;
    log.warn('AWS call failed', { detail: 'how many messages are waiting is unknown', cause: error });
    return undefined;
  }
}
