import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Fleet, FleetCluster } from '../fleet/fleet.ts';
import type { Keys } from '../kms/keys.ts';
import { clusterArn } from './api/arn.ts';
import { onlyNamed, parse } from './api/written.ts';
import { buildCluster } from './clusters/build-cluster.ts';
import type { Cluster } from './clusters/cluster.ts';
import type { Store } from './clusters/store.ts';
import { restoredVolume } from './clusters/volume.ts';
import type { Lifecycle } from './lifecycle/lifecycle.ts';
import type { SnapshotStore } from './snapshots/snapshot-store.ts';

/** Clusters that come while the simulation runs, for tests and for `POST /_simulator/cluster/…`. */
export interface NewClusterActions {
  /** A cluster written as in a fleet file, there at once and created now unless it says when; gives its ARN. */
  add(written: unknown): string;
  /** The same with the volume of a snapshot, by id or ARN: its engine, version, size and encryption. */
  restore(snapshot: string, written: unknown): string;
  readonly routes: Readonly<Record<string, (body: unknown) => unknown>>;
}

const restoreSchema = z.looseObject({ snapshot: z.string() });

/** Everything throws with a clear message when it can't be done. */
export function createNewClusterActions(parts: {
  readonly clock: Clock;
  readonly fleet: Fleet;
  readonly keys: Keys;
  readonly store: Store;
  readonly snapshotStore: SnapshotStore;
  readonly lifecycle: Lifecycle;
}): NewClusterActions {
  const { clock, fleet, keys, store, snapshotStore, lifecycle } = parts;

  function build(written: unknown): Cluster {
    const known = Array.from(store.all(), ({ account, id }) => `${account}/${id}`);
    const cluster = fleet.readCluster(written, known);
    const arn = clusterArn(cluster.account, cluster.region, cluster.id);
    if (store.find(arn) !== undefined) throw new Error(`There is a cluster ${arn} already: give another id`);
    const references = {
      source: arnOf(cluster, cluster.readReplicaOf),
      blue: arnOf(cluster, cluster.greenOf),
    };
    const context = { keys, quirks: fleet.quirks, now: clock.now() };
    return buildCluster(cluster, context, references, lifecycle.identity(arn));
  }

  function arnOf({ account, id: own }: FleetCluster, id: string | undefined): string | undefined {
    return Array.from(store.all()).find((one) => one.account === account && one.id === id && id !== own)?.arn;
  }

  function enter(cluster: Cluster): string {
    const source =
      cluster.replicationSource === undefined ? undefined : store.find(cluster.replicationSource);
    source?.readReplicas.push(cluster.arn);
    lifecycle.enter(cluster);
    return cluster.arn;
  }

  function restore(name: string, written: unknown): string {
    const { account, region, origin, size, encryption } = onlyNamed(snapshotStore.all(), name, 'snapshot');
    const volume = { account, region, engine: origin.engine, version: origin.engineVersion, size };
    const cluster = build({ ...(typeof written === 'object' ? written : {}), ...volume });
    const base = { volume: origin.volume, time: origin.takenAt };
    return enter({ ...cluster, encryption, volume: restoredVolume(cluster, base) });
  }

  return {
    add: (written) => enter(build(written)),
    restore,
    routes: {
      'cluster/new': (body) => ({ arn: enter(build(body)) }),
      'cluster/restore'(body) {
        const { snapshot, ...written } = parse(restoreSchema, body);
        return { arn: restore(snapshot, written) };
      },
    },
  };
}
