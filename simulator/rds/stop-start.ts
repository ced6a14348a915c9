import { z } from 'zod';
import type { Quirks } from '../fleet/quirks.ts';
import type { Operation } from '../service.ts';
import { toDBCluster } from './cluster-shape.ts';
import { clusterState, keyNotAccessible } from './errors.ts';
import { findCluster } from './identifiers.ts';
import { readInput } from './input.ts';
import type { Power } from './power.ts';
import { guardStop } from './stop-guards.ts';
import type { Store } from './store.ts';
import type { Streams } from './streams.ts';

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
