import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Fleet, Use } from '../fleet/fleet.ts';
import { type StreamStatus, streamStatuses } from '../fleet/statuses.ts';
import { clusterId, duration } from '../fleet/values.ts';
import type { Keys } from '../kms/keys.ts';
import { clusterArn } from './api/arn.ts';
import { changeTags, onlyNamed, parse } from './api/written.ts';
import type { AutoPause } from './capacity/auto-pause.ts';
import { toCapacity } from './capacity/capacity-rules.ts';
import type { Scaling } from './capacity/scaling.ts';
import type { Cluster } from './clusters/cluster.ts';
import type { Power } from './clusters/power.ts';
import type { Store } from './clusters/store.ts';
import { type StreamMode, toSetup } from './clusters/stream-setup.ts';
import type { EventLog } from './events/event-log.ts';
import type { BackupsOfDeleted, Lifecycle } from './lifecycle/lifecycle.ts';
import { promote, switchOver } from './lifecycle/switchover.ts';
import type { Streams } from './streams/streams.ts';

/** Changes to a cluster from outside, for tests and for `POST /_simulator/cluster`. */
export interface ClusterActions {
  readonly arn: string;
  /** Takes effect and is visible at once; a transition in progress is dropped. */
  setStatus(status: string): void;
  /** Until it is taken back with undefined: `rebooting`, `modifying`, … */
  setMemberStatus(member: string, status: string | undefined): void;
  /** From now on: the name of a use of the fleet, or lines of use. */
  setUse(use: string | Use): void;
  /** null takes a tag away. */
  changeTags(tags: Readonly<Record<string, string | null>>): void;
  setKey(key: 'accessible' | 'inaccessible'): void;
  /** Serverless capacity in ACU, NCU or DCU, in force and visible at once; throws where AWS would refuse. */
  setCapacity(min: number, max: number, autoPauseAfterMs?: number): void;
  /** The next stop ends in RDS-EVENT-0152, and the cluster stays available. */
  failNextStop(): void;
  /** Its activity stream, at once; the cluster restarts. The key by any of its names. */
  startStream(mode: StreamMode, key: string): void;
  stopStream(): void;
  /** Sets the activity stream at once and visibly, without a restart; a transition in progress is dropped. */
  setStreamStatus(status: StreamStatus): void;
  /** At once; its resource id, its tags and its snapshots stay as they are. */
  rename(id: string): void;
  setDeletionProtection(isProtected: boolean): void;
  /** Switches over to this green cluster: it takes the name of the blue one, which gets `-old1`. */
  switchOver(): void;
  /** It replicates no more: a read replica, or a secondary cluster of a global database. */
  promote(): void;
  /** Whether or not it is protected; its automated backups go with it unless they are kept, manual snapshots stay. */
  delete(backups?: BackupsOfDeleted): void;
}

const changeSchema = z.strictObject({
  cluster: z.string(),
  status: z.string().optional(),
  use: z.string().optional(),
  tags: z.record(z.string(), z.string().nullable()).optional(),
  key: z.enum(['accessible', 'inaccessible']).optional(),
  capacity: z
    .strictObject({ min: z.number(), max: z.number(), autoPauseAfter: duration.optional() })
    .optional(),
  failNextStop: z.literal(true).optional(),
  startStream: z.strictObject({ mode: z.enum(['async', 'sync']), key: z.string() }).optional(),
  stopStream: z.literal(true).optional(),
  streamStatus: z.enum(streamStatuses).optional(),
  rename: clusterId.optional(),
  deletionProtection: z.boolean().optional(),
  switchOver: z.literal(true).optional(),
  promote: z.literal(true).optional(),
  delete: z
    .union([z.literal(true), z.strictObject({ automatedBackups: z.enum(['deleted', 'kept']) })])
    .optional(),
});

/** `find` finds a cluster; `of` one to change; `change` reads a change that is written as JSON. Both throw with a clear message. */
export function createClusterActions(parts: {
  readonly store: Store;
  readonly power: Power;
  readonly streams: Streams;
  readonly scaling: Scaling;
  readonly autoPause: Pick<AutoPause, 'look'>;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly fleet: Pick<Fleet, 'useProfiles' | 'quirks'>;
  readonly events: EventLog;
  readonly lifecycle: Lifecycle;
}): { find(name: string): Cluster; of(name: string): ClusterActions; change(body: unknown): void } {
  const { store, power, streams, scaling, autoPause, keys, clock, fleet, lifecycle } = parts;

  const find = (name: string): Cluster => onlyNamed(store.all(), name, 'cluster');

  function useNamed(name: string): Use {
    const use = fleet.useProfiles[name];
    if (use === undefined) {
      throw new Error(`There is no use ${name}: write one of ${Object.keys(fleet.useProfiles).join(', ')}`);
    }
    return use;
  }

  function of(name: string): ClusterActions {
    const cluster = find(name);
    return {
      arn: cluster.arn,
      setStatus: (status) => power.set(cluster, status),
      setMemberStatus(id, status) {
        const member = cluster.members.find((candidate) => candidate.id === id);
        if (member === undefined) throw new Error(`${cluster.id} has no instance ${id}`);
        member.status = status;
      },
      setUse(use) {
        cluster.uses.push({ at: clock.now(), use: typeof use === 'string' ? useNamed(use) : use });
        autoPause.look(cluster);
      },
      changeTags: (tags) => changeTags(cluster.tags, tags),
      setKey(key) {
        cluster.isKeyAccessible = key === 'accessible';
      },
      setCapacity(min, max, pauseMs) {
        const pauseAfter = pauseMs === undefined ? undefined : pauseMs / 1_000;
        scaling.change(cluster, toCapacity(cluster, { min, max, pauseAfter }), 'shown');
      },
      failNextStop() {
        cluster.isStopFailing = true;
      },
      startStream(mode, name) {
        const key = keys.find(name, cluster);
        if (key === undefined) throw new Error(`There is no key ${name} where ${cluster.id} is`);
        streams.start(cluster, toSetup(mode, key.arn, fleet.quirks), 'now');
      },
      stopStream: () => streams.stop(cluster, 'now'),
      setStreamStatus: (status) => streams.set(cluster, status),
      rename(id) {
        if (store.find(clusterArn(cluster.account, cluster.region, id)) !== undefined)
          throw new Error(`There is a cluster ${id} already: give another name`);
        lifecycle.rename(cluster, id, 'at-once');
      },
      setDeletionProtection(isProtected) {
        cluster.isProtected = isProtected;
      },
      switchOver: () => switchOver(cluster, parts),
      promote: () => promote(cluster, parts),
      delete: (backups = 'deleted') => lifecycle.delete(cluster, backups, 'at-once'),
    };
  }

  function change(body: unknown): void {
    const written = parse(changeSchema, body);
    const { status, use, tags, key, capacity, startStream, streamStatus, ...others } = written;
    const control = of(written.cluster);
    if (status !== undefined) control.setStatus(status);
    if (use !== undefined) control.setUse(use);
    if (tags !== undefined) control.changeTags(tags);
    if (key !== undefined) control.setKey(key);
    if (capacity !== undefined) control.setCapacity(capacity.min, capacity.max, capacity.autoPauseAfter);
    if (others.failNextStop) control.failNextStop();
    if (startStream !== undefined) control.startStream(startStream.mode, startStream.key);
    if (others.stopStream) control.stopStream();
    if (streamStatus !== undefined) control.setStreamStatus(streamStatus);
    if (others.deletionProtection !== undefined) control.setDeletionProtection(others.deletionProtection);
    if (others.promote) control.promote();
    if (others.switchOver) control.switchOver();
    if (others.rename !== undefined) control.rename(others.rename);
    if (others.delete === true) control.delete();
    else if (others.delete !== undefined) control.delete(others.delete.automatedBackups);
  }

  return { find, of, change };
}
