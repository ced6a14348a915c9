import type { Action } from '../../shared/policy/model/actions.ts';
import type { TargetLocation } from '../../shared/policy/model/location.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { amountOf } from '../../shared/policy/rules/limit.ts';
import { ranksOfCopies, takesSlot } from '../../shared/policy/snapshots/decide-copy.ts';
import type { CopyWorld } from '../../shared/policy/snapshots/worlds.ts';
import type { ScopeSweep } from '../../shared/runtime/sweep/sweep.ts';
import { createWaitingLine, type Place, type WaitingLine } from './waiting-line.ts';

/** Those that wait for a turn of one recipe in one account and Region. */
export interface Line extends WaitingLine {
  /** The action whose turns they are. */
  readonly action: Action;
  /** How many turns one sweep has at most; `targets`: how many targets of the action there may be. */
  turns(location: TargetLocation, targets: (action: Action) => number): number;
  /** The places of the acts that have to wait. */
  placesOf(swept: ScopeSweep): Places;
}

/** By the ARN of the target. */
export interface Places {
  /** None: each sweep looks at it again. */
  readonly inLine: ReadonlyMap<string, Place>;
  /** Targets that take a turn from the others without an act, so that each sweep has to list them. */
  readonly holders: ReadonlySet<string>;
}

export interface Lines {
  /** Undefined where who waits has no place that stays: each sweep then looks at all of them. */
  of(recipe: string, location: TargetLocation): Line | undefined;
}

/**
 * Recipes whose acts have turns that depend on nothing but the target. The turn of a copy also depends on the other copies
 * of its cluster, which is looked at again after each of them. The turn of a delete depends on the time of the sweep.
 */
const actions: ReadonlyMap<string, Action> = new Map([
  ['start-clusters', 'start'],
  ['stop-idle-clusters', 'stop'],
  ['create-snapshots', 'createSnapshot'],
  ['toggle-activity-streams', 'changeActivityStream'],
  ['scale-capacity', 'changeCapacity'],
  ['copy-snapshots', 'copySnapshot'],
]);

/** @param copiesTo How many copies to an account and Region reads show as under way. */
export function createLines(policy: Policy, copiesTo: (location: TargetLocation) => number): Lines {
  const lines = new Map<string, Line | undefined>();

  function lineOf(recipe: string): Line | undefined {
    const action = actions.get(recipe);
    // Without tags nothing shows who has had a turn, and a breaker counts everybody who is due.
    if (action === undefined || !policy.tagActions || policy.limits[action]?.breaker) return undefined;
    const { cap } = policy.limits[action] ?? {};
    const isOfCopies = action === 'copySnapshot';
    return {
      ...createWaitingLine(),
      action,
      turns(location, targets) {
        const capped = cap === undefined ? Number.POSITIVE_INFINITY : amountOf(cap, targets(action));
        return isOfCopies ? Math.min(capped, policy.copiesInFlight - copiesTo(location)) : capped;
      },
      placesOf: (swept) => (isOfCopies ? placesOfCopies(policy, swept) : placesOfActs(swept, action)),
    };
  }

  return {
    of(recipe, { account, region }) {
      const key = `${recipe} ${account} ${region}`;
      if (!lines.has(key)) lines.set(key, lineOf(recipe));
      return lines.get(key);
    },
  };
}

/** In the order of `byTurn`, of those to which nothing else has given a turn. */
function placesOfActs({ waiting = [] }: ScopeSweep, action: Action): Places {
  const inLine = new Map(
    waiting
      .filter((act) => act.action === action && act.turn === undefined)
      .map(({ resourceArn: arn, lastActionAt = 0 }) => [arn, { order: [lastActionAt], arn }]),
  );
  return { inLine, holders: nobody };
}

const nobody: ReadonlySet<string> = new Set();

/** In the order of `byCopyRank`; who yields in every other sweep has no place that stays. */
function placesOfCopies(policy: Policy, { world }: ScopeSweep): Places {
  if (world === undefined) return { inLine: new Map(), holders: nobody };
  // The recipe has read it.
  const ranks = ranksOfCopies(policy, world as CopyWorld);
  const inLine = ranks
    .filter(({ state }) => !state.attempts.wasBusy)
    .map(({ source: { arn }, rank, pointAt }): [string, Place] => [arn, { order: [rank, pointAt], arn }]);
  const holders = ranks.filter(takesSlot).map(({ source }) => source.arn);
  return { inLine: new Map(inLine), holders: new Set(holders) };
}
