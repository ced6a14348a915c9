import type { Clock } from '../../core/clock.ts';
import type { AutoPause } from '../capacity/auto-pause.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { deploymentOf } from '../clusters/describe-blue-green-deployments.ts';
import type { Store } from '../clusters/store.ts';
import type { EventLog } from '../events/event-log.ts';

interface Parts {
  readonly store: Store;
  readonly clock: Clock;
  readonly events: EventLog;
  readonly autoPause: Pick<AutoPause, 'look'>;
}

/**
 * Switches a blue/green deployment over: the green cluster and its instances take the names of the blue ones, which
 * get `-old1`. Resource ids, snapshots and tags stay where they are.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/blue-green-deployments-switching.html
 * @throws Error when the cluster is not the green one of a deployment that waits for its switchover
 */
export function switchOver(green: Cluster, { store, clock, events }: Parts): void {
  const blue = green.blue === undefined ? undefined : store.find(green.blue);
  if (blue === undefined || green.isSwitchedOver) {
    throw new Error(`${green.id} is not the green cluster of a blue/green deployment: name that one`);
  }
  const now = clock.now();
  const deployment = deploymentOf(green);
  const names = blue.members.map(({ id }) => id);
  const { id } = blue;
  store.rename(blue, `${id}-old1`, now);
  for (const member of blue.members) store.renameInstance(blue, member, `${member.id}-old1`, now);
  store.rename(green, id, now);
  for (const [index, member] of green.members.entries()) {
    const name = names[index];
    if (name !== undefined) store.renameInstance(green, member, name, now);
  }
  green.isSwitchedOver = true;
  store.relink();
  const { account, region } = green;
  events.emit('RDS-EVENT-0248', { account, region, tags: new Map(), ...deployment });
}

/**
 * Ends the replication to a cluster: a read replica stands on its own, a secondary leaves its global database.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_PromoteReadReplicaDBCluster.html
 * @throws Error when the cluster replicates from nothing
 */
export function promote(cluster: Cluster, { store, autoPause }: Parts): void {
  const { arn, account, replicationSource, globalId } = cluster;
  const [writer] = globalId === undefined ? [] : store.globalMembers(account, globalId);
  if (replicationSource === undefined && (writer === undefined || writer === cluster)) {
    throw new Error(`${cluster.id} replicates from nothing: name a read replica or a secondary cluster`);
  }
  const source = replicationSource === undefined ? undefined : store.find(replicationSource);
  if (source !== undefined) source.readReplicas = source.readReplicas.filter((replica) => replica !== arn);
  cluster.replicationSource = undefined;
  if (writer !== cluster) cluster.globalId = undefined;
  store.relink();
  autoPause.look(cluster);
}
