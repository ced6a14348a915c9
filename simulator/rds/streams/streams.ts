import type { StreamStatus } from '../../fleet/statuses.ts';
import type { Key, Keys } from '../../kms/keys.ts';
import { someKey } from '../clusters/activity-stream.ts';
import type { Cluster } from '../clusters/cluster.ts';
import type { StatusEntry } from '../clusters/history.ts';
import { nextWindow } from '../clusters/maintenance-window.ts';
import { createRestart } from '../clusters/restart.ts';
import type { Store } from '../clusters/store.ts';
import { type StreamSetup, toSetup } from '../clusters/stream-setup.ts';
import { createTransitions, type TransitionParts } from '../clusters/transitions.ts';
import type { EventLog } from '../events/event-log.ts';

/** A change takes effect at once, or when the next maintenance window of the cluster begins. */
type When = 'now' | 'window';

/** The transitions of activity streams. Whether one is allowed has been asked before. */
export interface Streams {
  /** Restarts the cluster. */
  start(cluster: Cluster, setup: StreamSetup, when: When): void;
  /** Restarts the cluster. */
  stop(cluster: Cluster, when: When): void;
  /** A stream that has started stops by itself, without a restart. */
  end(cluster: Cluster): void;
  /** Gives the stream a status at once; a transition in progress is dropped. */
  set(cluster: Cluster, status: StreamStatus): void;
  /** Goes on with the transition that a stream was in when the simulation began. */
  resume(cluster: Cluster): void;
  /** Streams whose key has been lost stop by themselves some minutes later, unless it is back by then. */
  noteKey(key: Key): void;
}

interface Parts extends TransitionParts {
  readonly events: EventLog;
  readonly store: Store;
  readonly keys: Keys;
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/DBActivityStreams.Enabling.html */
export function createStreams(parts: Parts): Streams {
  const { clock, events, store, keys } = parts;
  const { timings, quirks } = parts.fleet;
  const transitions = createTransitions(parts);
  const { record, later, after } = transitions;
  const restart = createRestart(transitions, parts.fleet);

  function change(cluster: Cluster, status: StreamStatus, more?: Partial<StatusEntry>): void {
    const { activityStream } = cluster;
    activityStream.revision += 1;
    activityStream.dueAt = undefined;
    record(cluster, 'stream', status, more);
  }

  function begin(cluster: Cluster, status: 'starting' | 'stopping', setup: StreamSetup): void {
    change(cluster, status, { stream: setup });
    restart(cluster, status === 'starting' ? 'activity-stream-start' : 'activity-stream-stop');
    resume(cluster);
  }

  function defer(cluster: Cluster, status: 'starting' | 'stopping', setup: StreamSetup): void {
    const stream = cluster.activityStream;
    if (quirks.deferredStreamStatus === 'changing') change(cluster, status, { stream: setup });
    else stream.revision += 1;
    stream.dueAt = nextWindow(cluster.maintenanceWindow, clock.now());
    later(stream, stream.dueAt, () => {
      // A cluster that is not available has no maintenance.
      const isAvailable = cluster.statuses.current().status === 'available';
      (isAvailable ? begin : defer)(cluster, status, setup);
    });
  }

  function finish(cluster: Cluster): void {
    const { activityStream } = cluster;
    const { status, stream } = activityStream.statuses.current();
    if (status !== 'starting' && status !== 'stopping') return;
    later(activityStream, after(timings.stream, `${cluster.resourceId} stream`), () => {
      if (status === 'starting') change(cluster, 'started', stream && { stream });
      else change(cluster, 'stopped');
      events.emit(status === 'starting' ? 'RDS-EVENT-0179' : 'RDS-EVENT-0180', cluster);
    });
  }

  function end(cluster: Cluster): void {
    if (!isOn(cluster)) return;
    change(cluster, 'stopping', { stream: setupOf(cluster) });
    finish(cluster);
  }

  /** Keys that the fleet does not list are never lost. */
  function watchKey(cluster: Cluster): void {
    if (!isOn(cluster)) return;
    const key = keys.find(setupOf(cluster).keyArn, cluster);
    const isLost = () => isOn(cluster) && setupOf(cluster).keyArn === key?.arn && key.state !== 'Enabled';
    if (!isLost()) return;
    clock.at(after(timings.keyLoss, `${cluster.resourceId} key loss`), () => {
      if (store.find(cluster.arn) === cluster && isLost()) end(cluster);
    });
  }

  function setupOf(cluster: Cluster): StreamSetup {
    return cluster.activityStream.statuses.current().stream ?? toSetup('async', someKey(cluster), quirks);
  }

  function resume(cluster: Cluster): void {
    finish(cluster);
    watchKey(cluster);
  }

  return {
    start(cluster, setup, when) {
      (when === 'now' ? begin : defer)(cluster, 'starting', setup);
    },
    stop(cluster, when) {
      (when === 'now' ? begin : defer)(cluster, 'stopping', setupOf(cluster));
    },
    end,
    set(cluster, status) {
      const stream = status === 'stopped' ? {} : { stream: setupOf(cluster) };
      change(cluster, status, { visibleAt: clock.now(), ...stream });
      resume(cluster);
    },
    resume,
    noteKey(key) {
      for (const cluster of store.all()) {
        const { stream } = cluster.activityStream.statuses.current();
        if (stream?.keyArn === key.arn) watchKey(cluster);
      }
    },
  };
}

function isOn({ activityStream }: Cluster): boolean {
  return ['starting', 'started'].includes(activityStream.statuses.current().status);
}
