import { classify } from '../../aws/client/faults.ts';
import type { DrillStore } from '../../aws/evidence/drill-store.ts';
import type { Location } from '../../policy/model/location.ts';
import type { Policy } from '../../policy/model/policy.ts';
import { emitCount } from '../report/metrics.ts';
import type { Log } from '../report/report.ts';
import type { FailingAccounts } from '../sweep/failing-accounts.ts';
import { locationsOf } from '../sweep/locations.ts';
import { withOpenDrills } from '../sweep/open-drills.ts';
import type { Fault } from '../sweep/outcome.ts';
import type { Recipe } from '../sweep/recipe.ts';
import { locationsFor, type RunDeps } from '../sweep/run.ts';
import type { OwnQueue } from './own-queue.ts';

/** A few messages wait at any time, and the count of SQS lags: that is no backlog. */
const MIN_BACKLOG_MESSAGES = 10;

/** Dependencies of a split. */
export interface FanOutDeps extends Pick<RunDeps, 'home'> {
  readonly recipe: Recipe;
  readonly policy: Policy;
  /** The records of restore drills. Absent: there are none. */
  drills?(): Promise<DrillStore>;
  /** Why accounts of an organization may be missing among the targets. Absent: none is. */
  readonly unlisted?: Fault;
  /** Absent: there is none. */
  readonly queue?: OwnQueue | undefined;
  readonly log: Log;
  /** The accounts that fail come last, because one that AWS does not answer for keeps a batch waiting. */
  readonly failing?: Pick<FailingAccounts, 'isFailing'>;
}

/** The result of splitting a sweep into messages, one for each account and Region. */
export type FanOut =
  | { readonly kind: 'split'; readonly messages: number }
  /** None was added, because `waiting` messages were in the queue already. */
  | { readonly kind: 'skipped'; readonly messages: number; readonly waiting: number };

/**
 * Splits a sweep of several accounts and Regions: one message for each, so that none waits for another or fails with
 * it. Adds none while as many are waiting, because they would pile up before events and follow-ups. Undefined where
 * there is one account and Region, or no queue.
 */
export async function fanOutIfMany({
  recipe,
  policy,
  queue,
  home,
  drills,
  unlisted,
  log,
  failing,
}: FanOutDeps): Promise<FanOut | undefined> {
  if (queue === undefined) return undefined;
  const targets = await locationsOf(policy, home);
  const own = locationsFor(recipe, policy, targets);
  const { locations: known, abandoned } = await withOpenDrills(own, targets, await drills?.());
  const locations: readonly Location[] = unlisted === undefined ? [...known, ...abandoned] : known;
  if (locations.length < 2) return undefined;
  const messages = locations.length;
  const waiting = await countIn(queue, log);
  if (waiting !== undefined && waiting >= Math.max(messages, MIN_BACKLOG_MESSAGES)) {
    log.warn('sweep skipped', { messages, waiting });
    emitCount(recipe.name, 'SweepsSkipped');
    return { kind: 'skipped', messages, waiting };
  }
  await queue.send(
    lastIf(locations, ({ account }) => failing?.isFailing(account) ?? false).map(({ account, region }) =>
      JSON.stringify({ sweep: { accounts: [account], regions: [region] } }),
    ),
  );
  log.info('sweep split', { messages });
  return { kind: 'split', messages };
}

/** All, in their order, but those that are bad at the end. */
function lastIf<T>(all: readonly T[], isBad: (one: T) => boolean): T[] {
  return [...all.filter((one) => !isBad(one)), ...all.filter(isBad)];
}

/** Undefined when AWS does not say: a sweep too many is better than none. */
async function countIn(queue: OwnQueue, log: Log): Promise<number | undefined> {
  try {
    return await queue.waiting();
  } catch (error) {
    if (classify(error) === undefined) throw error;
    log.warn('AWS call failed', { detail: 'how many messages are waiting is unknown', cause: error });
    return undefined;
  }
}
