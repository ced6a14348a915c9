import type { Clock } from '../../core/clock.ts';
import type { DeliveryFaults } from '../../core/faults.ts';
import type { Random } from '../../core/random.ts';
import { type DurationRange, drawDuration } from '../../fleet/duration.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { History, StatusEntry } from './history.ts';

/** The parts that all gradual changes share: statuses that reads show later, and steps that may be overtaken. */
export interface Transitions {
  /** From now on; reads show it when the lag is over, unless `more` says otherwise. */
  record(history: History, status: string, more?: Partial<StatusEntry>): void;
  /** Unless something else happens to the owner first. */
  later(owner: { readonly revision: number }, at: number, task: () => void): void;
  /** A time within the range after now. */
  after(range: DurationRange): number;
}

export function createTransitions(parts: {
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: { readonly delivery: DeliveryFaults };
  readonly fleet: Pick<Fleet, 'timings'>;
}): Transitions {
  const { clock, random, faults, fleet } = parts;
  return {
    record(history, status, more = {}) {
      const at = clock.now();
      const lag = drawDuration(fleet.timings.lag, random) + faults.delivery.lagMs;
      history.record({ status, at, visibleAt: at + lag, ...more });
    },
    later(owner, at, task) {
      const { revision } = owner;
      clock.at(at, () => {
        if (owner.revision === revision) task();
      });
    },
    after: (range) => clock.now() + drawDuration(range, random),
  };
}
