import type { Clock } from '../../core/clock.ts';
import type { Draw } from '../../core/draw.ts';
import type { DeliveryFaults } from '../../core/faults.ts';
import { type DurationRange, durationAt } from '../../fleet/duration.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { Cluster } from './cluster.ts';
import type { History, StatusEntry } from './history.ts';
import type { Watch } from './watch.ts';

/** The statuses of a cluster that change gradually, each with a history of its own. */
type Gradual = 'status' | 'members' | 'stream';

/** The parts that all gradual changes share: statuses that reads show later, and steps that may be overtaken. */
export interface Transitions {
  /** From now on; reads show it when the lag is over, unless `more` says otherwise. */
  record(cluster: Cluster, what: Gradual, status: string, more?: Partial<StatusEntry>): void;
  /** Unless something else happens to the owner first. */
  later(owner: { readonly revision: number }, at: number, task: () => void): void;
  /** A time within the range after now, drawn for a resource and what happens to it. */
  after(range: DurationRange, subject: string): number;
}

/** Everything that takes time needs these. */
export interface TransitionParts {
  readonly clock: Clock;
  readonly draw: Draw;
  readonly faults: { readonly delivery: DeliveryFaults };
  readonly fleet: Pick<Fleet, 'timings' | 'quirks'>;
  readonly watch: Watch;
}

export function createTransitions({ clock, draw, faults, fleet, watch }: TransitionParts): Transitions {
  return {
    record(cluster, what, status, more = {}) {
      const at = clock.now();
      const share = draw(`${cluster.resourceId} ${what} lag`);
      const lag = durationAt(fleet.timings.lag, share) + faults.delivery.lagMs;
      const history = historyOf(cluster, what);
      history.record({ status, at, visibleAt: at + lag, ...more });
      watch.cluster(cluster, history.current().visibleAt);
    },
    later(owner, at, task) {
      const { revision } = owner;
      clock.at(at, () => {
        if (owner.revision === revision) task();
      });
    },
    after: (range, subject) => clock.now() + durationAt(range, draw(subject)),
  };
}

function historyOf({ statuses, memberStatuses, activityStream }: Cluster, what: Gradual): History {
  switch (what) {
    case 'status':
      return statuses;
    case 'members':
      return memberStatuses;
    case 'stream':
      return activityStream.statuses;
  }
}
