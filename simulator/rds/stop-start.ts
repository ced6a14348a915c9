import { z } from 'zod';
import type { Operation } from '../core/service.ts';
import type { Quirks } from '../fleet/quirks.ts';
import { clusterState, keyNotAccessible } from './api/errors.ts';
import { readInput } from './api/input.ts';
import { toDBCluster } from './clusters/cluster-shape.ts';
import { findCluster } from './clusters/identifiers.ts';
import type { Power } from './clusters/power.ts';
import { guardStop } from './clusters/stop-guards.ts';
import type { Store } from './clusters/store.ts';
import type { Streams } from './streams/streams.ts';

const inputSchema = z.object({ DBClusterIdentifier: z.string() });

const startable = ['stopped', 'inaccessible-encryption-credentials-recoverable'];

/**
 * Begins to stop a cluster; answers with the status that it had before.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StopDBCluster.html
 */
export function stopCluster({
  store,
  power,
  streams,
  quirks,
}: {
  readonly store: Store;
  readonly power: Power;
  readonly streams: Pick<Streams, 'end'>;
  readonly quirks: Quirks;
}): Operation {
  return (raw, call) => {
    const cluster = findCluster(store, readInput(inputSchema, raw).DBClusterIdentifier, call);
    guardStop(cluster, store, quirks);
    const DBCluster = toDBCluster(cluster, cluster.statuses.current(), call.now);
    power.stop(cluster);
    if (quirks.streamOfStopped === 'ended') streams.end(cluster);
    return { DBCluster };
  };
}

/**
 * Begins to start a cluster; answers with the status that it had before.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_StartDBCluster.html
 */
export function startCluster(store: Store, power: Power): Operation {
  return (raw, call) => {
    const cluster = findCluster(store, readInput(inputSchema, raw).DBClusterIdentifier, call);
    const { status } = cluster.statuses.current();
    if (!startable.includes(status)) throw clusterState(cluster.id, status, startable);
    if (!cluster.isKeyAccessible) throw keyNotAccessible(cluster.id);
    const DBCluster = toDBCluster(cluster, cluster.statuses.current(), call.now);
    power.start(cluster);
    return { DBCluster };
  };
}
