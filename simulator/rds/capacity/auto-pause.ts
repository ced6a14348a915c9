import type { Clock } from '../../core/clock.ts';
import { isDown } from '../../fleet/statuses.ts';
import { nextTurn } from '../../fleet/use.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { Store } from '../clusters/store.ts';
import type { EventLog } from '../events/event-log.ts';
import { pausesAt } from './activity.ts';
import { createPauseStages } from './pause-stages.ts';

/** Reports clusters that pause and wake up. Metrics know by themselves; this looks when something may have changed. */
export interface AutoPause {
  /** The state when the simulation begins; no event reports it. */
  begin(cluster: Cluster): void;
  /** Something has happened to it that may wake it or let it sleep. */
  look(cluster: Cluster): void;
}

const dayMs = 86_400_000;

/** Only clusters with a min of 0 are watched, each with one entry in the clock, or none while nothing can change. */
export function createAutoPause(parts: {
  readonly clock: Clock;
  readonly store: Store;
  readonly events: EventLog;
}): AutoPause {
  const { clock, store } = parts;
  const stages = createPauseStages(parts);
  /** The number of its last look, so that the plans of an earlier one are dropped. */
  const looks = new Map<Cluster, number>();

  function look(cluster: Cluster): void {
    if (!isWatched(cluster)) return;
    const due = pausesAt(cluster, clock.now());
    if (isDown(cluster.statuses.current().status)) stages.forget(cluster);
    else if (isOver(due)) stages.sleep(cluster);
    else stages.wake(cluster);
    plan(cluster, due);
  }

  /** Whether to look at it: it can pause, or was looked at before and may have ceased to. */
  function isWatched(cluster: Cluster): boolean {
    return looks.has(cluster) || cluster.capacities?.current().min === 0;
  }

  function isOver(due: number | undefined): boolean {
    return due !== undefined && due <= clock.now();
  }

  function plan(cluster: Cluster, due: number | undefined): void {
    const number = (looks.get(cluster) ?? 0) + 1;
    looks.set(cluster, number);
    const next = due === undefined || isOver(due) ? nextTurnOf(cluster) : due;
    if (next === undefined) return;
    clock.at(next, () => {
      if (looks.get(cluster) === number && store.find(cluster.arn) === cluster) look(cluster);
    });
  }

  /** Undefined while only a reported change from outside can end it. */
  function nextTurnOf({ capacities, statuses, uses }: Cluster): number | undefined {
    if (capacities?.current().min !== 0 || isDown(statuses.current().status)) return undefined;
    return nextTurn(uses.at(-1)?.use ?? [], clock.now(), clock.now() + dayMs);
  }

  return {
    begin(cluster) {
      if (!isWatched(cluster)) return;
      const due = pausesAt(cluster, clock.now());
      if (isOver(due)) stages.beginAsleep(cluster);
      plan(cluster, due);
    },
    look,
  };
}
