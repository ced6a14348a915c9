import { z } from 'zod';
import type { Operation } from '../core/service.ts';
import { clusterState, invalidParameter } from './api/errors.ts';
import { readInput } from './api/input.ts';
import { toCapacity } from './capacity/capacity-rules.ts';
import type { Scaling } from './capacity/scaling.ts';
import { toCapacityShape } from './clusters/capacities.ts';
import { toDBCluster } from './clusters/cluster-shape.ts';
import { findCluster } from './clusters/identifiers.ts';
import type { Store } from './clusters/store.ts';

const inputSchema = z.object({
  DBClusterIdentifier: z.string(),
  ApplyImmediately: z.boolean().optional(),
  ServerlessV2ScalingConfiguration: z
    .object({
      MinCapacity: z.number().optional(),
      MaxCapacity: z.number().optional(),
      SecondsUntilAutoPause: z.number().optional(),
    })
    .optional(),
});

const known = Object.keys(inputSchema.shape);

/**
 * Changes the limits of serverless capacity, at once whatever ApplyImmediately says, and nothing else: the simulator
 * refuses to be told more. The cluster stays `available`, and the answer has the new limits; AWS documents neither.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html
 */
export function modifyCluster({ store, scaling }: { store: Store; scaling: Scaling }): Operation {
  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    checkKnown(raw);
    const cluster = findCluster(store, input.DBClusterIdentifier, call);
    const current = cluster.statuses.current();
    if (current.status !== 'available') throw clusterState(cluster.id, current.status, ['available']);
    const wanted = input.ServerlessV2ScalingConfiguration;
    if (wanted !== undefined) {
      const { MinCapacity: min, MaxCapacity: max, SecondsUntilAutoPause: pauseAfter } = wanted;
      scaling.change(cluster, toCapacity(cluster, { min, max, pauseAfter }));
    }
    // Late enough for reads to show what has just been changed.
    const shape = toCapacityShape(cluster, Number.POSITIVE_INFINITY);
    return { DBCluster: { ...toDBCluster(cluster, current, call.now), ...shape } };
  };
}

function checkKnown(raw: Readonly<Record<string, unknown>>): void {
  const others = Object.keys(raw).filter((name) => raw[name] !== undefined && !known.includes(name));
  if (others.length === 0) return;
  throw invalidParameter(
    `The simulator can change ServerlessV2ScalingConfiguration alone, not ${others.join(', ')}.`,
  );
}
