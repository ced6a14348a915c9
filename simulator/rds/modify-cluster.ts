import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { Call, Operation } from '../core/service.ts';
import type { Keys } from '../kms/keys.ts';
import { clusterArn } from './api/arn.ts';
import { clusterExists, clusterState, invalidParameter } from './api/errors.ts';
import { readInput } from './api/input.ts';
import { toCapacity } from './capacity/capacity-rules.ts';
import type { Scaling } from './capacity/scaling.ts';
import { toCapacityShape } from './clusters/capacities.ts';
import type { Cluster } from './clusters/cluster.ts';
import { toDBCluster } from './clusters/cluster-shape.ts';
import { findCluster, readNewId } from './clusters/identifiers.ts';
import { nextWindow } from './clusters/maintenance-window.ts';
import type { Store } from './clusters/store.ts';
import type { Lifecycle } from './lifecycle/lifecycle.ts';
import { newSecret } from './master-secret.ts';

const inputSchema = z.object({
  DBClusterIdentifier: z.string(),
  NewDBClusterIdentifier: z.string().optional(),
  ApplyImmediately: z.boolean().default(false),
  DeletionProtection: z.boolean().optional(),
  ManageMasterUserPassword: z.boolean().optional(),
  MasterUserSecretKmsKeyId: z.string().optional(),
  ServerlessV2ScalingConfiguration: z
    .object({
      MinCapacity: z.number().optional(),
      MaxCapacity: z.number().optional(),
      SecondsUntilAutoPause: z.number().optional(),
    })
    .optional(),
});

/** Until a new secret has its value. */
const secretMs = 20_000;

const known = Object.keys(inputSchema.shape);

interface Parts {
  readonly store: Store;
  readonly scaling: Scaling;
  readonly lifecycle: Pick<Lifecycle, 'rename' | 'resetCredentials'>;
  readonly keys: Keys;
  readonly clock: Clock;
}

/**
 * Changes the limits of serverless capacity, the deletion protection and who keeps the master password at once, whatever
 * ApplyImmediately says, and the name at once or in the next maintenance window. The simulator refuses other settings. A
 * change of capacity leaves the cluster `available`, and the answer has the new limits; AWS documents neither.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBCluster.html
 */
export function modifyCluster({ store, scaling, lifecycle, keys, clock }: Parts): Operation {
  function rename(cluster: Cluster, id: string, { now }: Call, isNow: boolean): void {
    if (isNow) {
      lifecycle.rename(cluster, id, 'begin');
      return;
    }
    clock.at(nextWindow(cluster.maintenanceWindow, now), () => {
      const isThere = store.find(cluster.arn) === cluster;
      if (isThere && cluster.statuses.current().status === 'available')
        lifecycle.rename(cluster, id, 'begin');
    });
  }

  return (raw, call) => {
    const input = readInput(inputSchema, raw);
    checkKnown(raw);
    const cluster = findCluster(store, input.DBClusterIdentifier, call);
    const current = cluster.statuses.current();
    if (current.status !== 'available') throw clusterState(cluster.id, current.status, ['available']);
    const newId = newIdOf(input.NewDBClusterIdentifier, call, store);
    const secret = newSecret(cluster, input, call, keys);
    const wanted = input.ServerlessV2ScalingConfiguration;
    if (wanted !== undefined) {
      const { MinCapacity: min, MaxCapacity: max, SecondsUntilAutoPause: pauseAfter } = wanted;
      scaling.change(cluster, toCapacity(cluster, { min, max, pauseAfter }));
    }
    cluster.isProtected = input.DeletionProtection ?? cluster.isProtected;
    if (secret !== undefined) cluster.secret = { ...secret, activeFrom: call.now + secretMs };
    // Late enough for reads to show the change that was just made.
    const shape = toCapacityShape(cluster, Number.POSITIVE_INFINITY);
    const DBCluster = { ...toDBCluster(cluster, current, call.now), ...shape };
    if (secret !== undefined) lifecycle.resetCredentials(cluster);
    if (newId !== undefined) rename(cluster, newId, call, input.ApplyImmediately);
    return { DBCluster };
  };
}

function newIdOf(wanted: string | undefined, { account, region }: Call, store: Store): string | undefined {
  if (wanted === undefined) return undefined;
  const id = readNewId('NewDBClusterIdentifier', wanted);
  if (store.find(clusterArn(account, region, id)) !== undefined) throw clusterExists();
  return id;
}

function checkKnown(raw: Readonly<Record<string, unknown>>): void {
  const others = Object.keys(raw).filter((name) => raw[name] !== undefined && !known.includes(name));
  if (others.length === 0) return;
  throw invalidParameter(
    `The simulator changes ${known.slice(1).join(', ')} of a cluster, not ${others.join(', ')}.`,
  );
}
