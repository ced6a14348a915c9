import type { Capacity } from '../../fleet/fleet.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { createHistory } from '../clusters/history.ts';
import { createTransitions, type TransitionParts } from '../clusters/transitions.ts';
import type { AutoPause } from './auto-pause.ts';

/** Changes of serverless capacity. Whether one is allowed has been asked before. */
export interface Scaling {
  /** In force at once; reads show it later, unless it is `shown`. A cluster that is paused wakes up. */
  change(cluster: Cluster, capacity: Capacity, shown?: 'shown'): void;
}

export function createScaling(parts: TransitionParts & { readonly autoPause: AutoPause }): Scaling {
  const { clock, faults, fleet, autoPause } = parts;
  const { after } = createTransitions(parts);
  return {
    change(cluster, capacity, shown) {
      const at = clock.now();
      const visibleAt = shown
        ? at
        : after(fleet.timings.lag, `${cluster.resourceId} capacity lag`) + faults.delivery.lagMs;
      const entry = { ...capacity, at, visibleAt };
      if (cluster.capacities === undefined) cluster.capacities = createHistory(entry);
      else cluster.capacities.record(entry);
      parts.watch.cluster(cluster, visibleAt);
      autoPause.look(cluster);
    },
  };
}
