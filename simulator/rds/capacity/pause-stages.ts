import type { Clock } from '../../core/clock.ts';
import { isServerless } from '../clusters/capacities.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { Store } from '../clusters/store.ts';
import type { EventLog } from '../events/event-log.ts';
import type { EventId } from '../events/event-types.ts';

/** A cluster on its way to sleep and back, with the events of its serverless instances. */
export interface PauseStages {
  /** Asleep from now on; no event reports it. */
  beginAsleep(cluster: Cluster): void;
  sleep(cluster: Cluster): void;
  wake(cluster: Cluster): void;
  /** It has gone down, whatever it was at. */
  forget(cluster: Cluster): void;
}

/** One that is awake has none. */
interface Stage {
  readonly name: 'pausing' | 'paused' | 'resuming';
  readonly since: number;
}

const pausingMs = 15_000;
const dayMs = 86_400_000;

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html */
function resumingMs(pausedMs: number): number {
  return pausedMs > dayMs ? 30_000 : 15_000;
}

export function createPauseStages(parts: {
  readonly clock: Clock;
  readonly store: Store;
  readonly events: EventLog;
}): PauseStages {
  const { clock, store, events } = parts;
  const stages = new Map<Cluster, Stage>();

  function enter(cluster: Cluster, name: Stage['name']): Stage {
    const stage = { name, since: clock.now() };
    stages.set(cluster, stage);
    return stage;
  }

  function tell(id: EventId, cluster: Cluster): void {
    for (const member of cluster.members.filter(isServerless)) events.emit(id, cluster, member);
  }

  /** Unless it is called off first. */
  function later(cluster: Cluster, stage: Stage, ms: number, task: () => void): void {
    clock.at(stage.since + ms, () => {
      if (stages.get(cluster) === stage && store.find(cluster.arn) === cluster) task();
    });
  }

  return {
    beginAsleep: (cluster) => enter(cluster, 'paused'),
    sleep(cluster) {
      const name = stages.get(cluster)?.name;
      if (name === 'pausing' || name === 'paused') return;
      tell('RDS-EVENT-0370', cluster);
      later(cluster, enter(cluster, 'pausing'), pausingMs, () => {
        enter(cluster, 'paused');
        tell('RDS-EVENT-0372', cluster);
      });
    },
    wake(cluster) {
      const stage = stages.get(cluster);
      if (stage?.name === 'pausing') {
        stages.delete(cluster);
        tell('RDS-EVENT-0371', cluster);
      }
      if (stage?.name !== 'paused') return;
      tell('RDS-EVENT-0373', cluster);
      later(cluster, enter(cluster, 'resuming'), resumingMs(clock.now() - stage.since), () => {
        stages.delete(cluster);
        tell('RDS-EVENT-0374', cluster);
      });
    },
    forget: (cluster) => stages.delete(cluster),
  };
}
