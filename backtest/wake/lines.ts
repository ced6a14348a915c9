import type { Action } from '../../shared/policy/model/actions.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { amountOf } from '../../shared/policy/rules/limit.ts';
import type { ScopeSweep } from '../../shared/runtime/sweep/sweep.ts';
import { createWaitingLine, type Place, type WaitingLine } from './waiting-line.ts';

/** Those that wait for a turn of one recipe in one account and Region. */
export interface Line extends WaitingLine {
  /** The action whose turns they are. */
  readonly action: Action;
  /** How many turns one sweep has at most; `targets`: how many targets of the action there may be. */
  turns(targets: (action: Action) => number): number;
  /** The places of the acts that have to wait, by the ARN of the target. Without one, each sweep looks at it again. */
  placesOf(swept: ScopeSweep): ReadonlyMap<string, Place>;
}

export interface Lines {
  /** Undefined where who waits has no place that stays: each sweep then looks at all of them. */
  of(recipe: string, location: { readonly account: string; readonly region: string }): Line | undefined;
}

/**
 * Recipes whose acts have turns that depend on nothing but the target. A delete has its turn by the time of the sweep, and
 * the turn of a copy changes with the other copies of its cluster.
 */
const actions: ReadonlyMap<string, Action> = new Map([
  ['start-clusters', 'start'],
  ['stop-idle-clusters', 'stop'],
  ['create-snapshots', 'createSnapshot'],
  ['toggle-activity-streams', 'changeActivityStream'],
  ['scale-capacity', 'changeCapacity'],
]);

export function createLines(policy: Policy): Lines {
  const lines = new Map<string, Line | undefined>();

  function lineOf(recipe: string): Line | undefined {
    const action = actions.get(recipe);
    // Without tags nothing shows who has had a turn, and a breaker counts everybody who is due.
    if (action === undefined || !policy.tagActions || policy.limits[action]?.breaker) return undefined;
    const { cap } = policy.limits[action] ?? {};
    return {
      ...createWaitingLine(),
      action,
      turns: (targets) => (cap === undefined ? Number.POSITIVE_INFINITY : amountOf(cap, targets(action))),
      placesOf: (swept) => placesOf(swept, action),
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
function placesOf({ waiting = [] }: ScopeSweep, action: Action): Map<string, Place> {
  return new Map(
    waiting
      .filter((act) => act.action === action && act.turn === undefined)
      .map(({ resourceArn: arn, lastActionAt = 0 }) => [arn, { order: [lastActionAt], arn }]),
  );
}
