import { durationAt } from '../../fleet/duration.ts';
import { isDown } from '../../fleet/statuses.ts';
import type { EventLog } from '../events/event-log.ts';
import type { Cluster } from './cluster.ts';
import type { StatusEntry } from './history.ts';
import { createTransitions, type TransitionParts } from './transitions.ts';

/**
 * How long AWS leaves a cluster stopped.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-cluster-stop-start.html
 */
export const sevenDaysMs = 7 * 86_400_000;

/** The transitions of a cluster, each of which takes time. Whether one is allowed has been asked before. */
export interface Power {
  stop(cluster: Cluster): void;
  start(cluster: Cluster): void;
  /** Gives the cluster a status at once; a transition in progress is dropped. */
  set(cluster: Cluster, status: string): void;
  /** Goes on with the transition that a cluster was in when the simulation began. */
  resume(cluster: Cluster): void;
}

interface Parts extends TransitionParts {
  readonly events: EventLog;
  /** Called with each new status. */
  readonly onChange?: (cluster: Cluster) => void;
}

export function createPower(parts: Parts): Power {
  const { clock, draw, events } = parts;
  const { timings, quirks } = parts.fleet;
  const { record, later, after } = createTransitions(parts);

  function change(cluster: Cluster, status: string, more?: Partial<StatusEntry>): void {
    cluster.revision += 1;
    record(cluster, 'status', status, more);
    parts.onChange?.(cluster);
  }

  function stop(cluster: Cluster): void {
    change(cluster, 'stopping');
    record(cluster, 'members', 'stopping');
    finishStop(cluster);
  }

  function finishStop(cluster: Cluster): void {
    later(cluster, after(timings.stop, `${cluster.resourceId} stop`), () => {
      if (cluster.isStopFailing) {
        cluster.isStopFailing = false;
        becomeAvailable(cluster);
        events.emit('RDS-EVENT-0152', cluster);
        return;
      }
      const automaticRestartAt = clock.now() + sevenDaysMs;
      change(cluster, 'stopped', { automaticRestartAt });
      record(cluster, 'members', 'stopped');
      if (quirks.instanceStoppedEvents) {
        for (const member of cluster.members) events.emit('RDS-EVENT-0087', cluster, member);
      }
      events.emit('RDS-EVENT-0150', cluster);
      restartAt(cluster, automaticRestartAt);
    });
  }

  function becomeAvailable(cluster: Cluster): void {
    change(cluster, 'available');
    record(cluster, 'members', 'available');
  }

  function restartAt(cluster: Cluster, at: number): void {
    later(cluster, at, () => {
      events.emit('RDS-EVENT-0153', cluster);
      start(cluster);
    });
  }

  function start(cluster: Cluster): void {
    change(cluster, 'starting');
    record(cluster, 'members', 'starting');
    finishStart(cluster);
  }

  /** The members are up a little before the cluster is. */
  function finishStart(cluster: Cluster): void {
    const duration = durationAt(timings.start, draw(`${cluster.resourceId} start`));
    later(cluster, clock.now() + Math.round(duration * 0.9), () => {
      record(cluster, 'members', 'available');
      for (const member of cluster.members) events.emit('RDS-EVENT-0088', cluster, member);
    });
    later(cluster, clock.now() + duration, () => {
      change(cluster, 'available');
      events.emit('RDS-EVENT-0151', cluster);
    });
  }

  function resume(cluster: Cluster): void {
    const { status, automaticRestartAt } = cluster.statuses.current();
    if (status === 'stopping') finishStop(cluster);
    if (status === 'starting') finishStart(cluster);
    if (automaticRestartAt !== undefined) restartAt(cluster, automaticRestartAt);
  }

  function set(cluster: Cluster, status: string): void {
    const at = clock.now();
    const restart = status === 'stopped' ? { automaticRestartAt: at + sevenDaysMs } : {};
    change(cluster, status, { visibleAt: at, ...restart });
    record(cluster, 'members', isDown(status) ? status : 'available', { visibleAt: at });
    resume(cluster);
  }

  return { stop, start, set, resume };
}
