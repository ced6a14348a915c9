import type { Clock } from '../core/clock.ts';
import type { DeliveryFaults } from '../core/faults.ts';
import { restoreFaultOf } from '../core/restore-faults.ts';
import type { Use } from '../fleet/fleet.ts';
import { parseHours } from '../fleet/hours.ts';
import { pausesAt } from '../rds/capacity/activity.ts';
import type { AutoPause } from '../rds/capacity/auto-pause.ts';
import { type Cluster, memberStatus } from '../rds/clusters/cluster.ts';
import * as errors from './errors.ts';

export interface GuardParts {
  readonly clock: Clock;
  readonly faults: { readonly delivery: DeliveryFaults };
  readonly autoPause: Pick<AutoPause, 'look'>;
}

/** How long a connection of the Data API keeps a serverless cluster awake. */
const connectionMs = 300_000;
const connected: Use = [
  { hours: parseHours('always'), timezone: 'UTC', load: { connections: 1, requests: 1, cpu: 5 } },
];

/**
 * Throws when a cluster does not take statements with that secret now. A statement wakes a cluster that has paused.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/data-api.html
 */
export function createGuard({ clock, faults, autoPause }: GuardParts) {
  /** How many statements have woken up each cluster that the fault `resuming` is about. */
  const woken = new WeakMap<Cluster, number>();

  function wake(cluster: Cluster): void {
    const before = cluster.uses.at(-1)?.use ?? [];
    const use = (wanted: Use) => {
      cluster.uses.push({ at: clock.now(), use: wanted });
      autoPause.look(cluster);
    };
    use(connected);
    clock.at(clock.now() + connectionMs, () => {
      if (cluster.uses.at(-1)?.use === connected) use(before);
    });
  }

  function guardAwake(cluster: Cluster, now: number): void {
    const fault = restoreFaultOf(faults.delivery, 'resuming', cluster);
    const times = woken.get(cluster) ?? 0;
    if (fault !== undefined && times < (fault.times ?? 3)) {
      woken.set(cluster, times + 1);
      throw errors.resuming();
    }
    if ((pausesAt(cluster, now) ?? Number.POSITIVE_INFINITY) > now) return;
    wake(cluster);
    throw errors.resuming();
  }

  return (cluster: Cluster, secretArn: string, now: number): void => {
    const hasFault = (kind: Parameters<typeof restoreFaultOf>[1]) =>
      restoreFaultOf(faults.delivery, kind, cluster) !== undefined;
    if (!cluster.hasDataApi) throw errors.notEnabled(cluster.arn);
    const { secret, statuses, members } = cluster;
    if (secret?.arn !== secretArn) throw errors.invalidSecret(secretArn);
    if (now < secret.activeFrom) throw errors.secretNotReady(secretArn);
    const writer = members.find(({ isWriter }) => isWriter);
    if (writer === undefined) throw errors.withoutInstance(cluster.id);
    if (/^db\.t\d/.test(writer.instanceClass)) throw errors.unsupportedClass(writer.instanceClass);
    const isUp = memberStatus(cluster, writer, now) === 'available' && isServing(statuses.current().status);
    if (!isUp || hasFault('unavailable')) throw errors.unavailable();
    guardAwake(cluster, now);
    if (hasFault('password-mismatch')) {
      throw errors.databaseError('FATAL: password authentication failed for user "admin"', '28P01');
    }
    if (hasFault('statement-timeout')) throw errors.timedOut();
  };
}

/** Statuses of changes during which the database goes on serving. */
function isServing(status: string): boolean {
  return ['available', 'backing-up', 'modifying', 'storage-optimization', 'maintenance'].includes(status);
}
