import { type RestoreFault, restoreFaultOf } from '../../core/restore-faults.ts';
import type { AutoPause } from '../capacity/auto-pause.ts';
import { toMember } from '../clusters/build-cluster.ts';
import type { Cluster, Member } from '../clusters/cluster.ts';
import type { Store } from '../clusters/store.ts';
import { createTransitions, type TransitionParts } from '../clusters/transitions.ts';
import type { EventLog } from '../events/event-log.ts';
import type { Backups } from '../snapshots/backups.ts';
import type { RetainedBackups } from '../snapshots/retained-backups.ts';
import { restoreMs } from './restore-time.ts';

/** How long things take that a fault slows down without saying how long. */
const halfDayMs = 12 * 3_600_000;

/** The fate of the automated backups of a deleted cluster. */
export type BackupsOfDeleted = 'deleted' | 'kept';

/**
 * How clusters and instances come, get another name, and go. Whether it is allowed has been asked before. The resource
 * id stays with the volume; snapshots stay with the name that the cluster had when they were taken.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBCluster.html
 */
export interface Lifecycle {
  /** Puts a cluster there as it is, and lets it go on from there. */
  enter(cluster: Cluster): void;
  /** Begins to make a cluster, which is `creating` and has no instances. */
  create(cluster: Cluster): void;
  /** Begins to make an instance; the first one of a cluster is its writer. */
  createInstance(cluster: Cluster, id: string, instanceClass: string): Member;
  deleteInstance(cluster: Cluster, member: Member): void;
  rename(cluster: Cluster, id: string, when: 'begin' | 'at-once'): void;
  delete(cluster: Cluster, backups: BackupsOfDeleted, when: 'begin' | 'at-once'): void;
  /** Begins to give a cluster a new master password. */
  resetCredentials(cluster: Cluster): void;
  /** A text that no other cluster or instance of this run has been made with. */
  identity(arn: string): string;
}

interface Parts extends TransitionParts {
  readonly events: EventLog;
  readonly store: Store;
  readonly autoPause: AutoPause;
  readonly backups: Backups;
  readonly retained: RetainedBackups;
}

export function createLifecycle(parts: Parts): Lifecycle {
  const { clock, faults, events, store, autoPause, backups } = parts;
  const { timings, quirks } = parts.fleet;
  const { record, later, after } = createTransitions(parts);
  /** Made without an instance: nothing has been measured so far. */
  const unmeasured = new Set<Cluster>();
  let made = 0;

  function change(cluster: Cluster, status: string): void {
    cluster.revision += 1;
    record(cluster, 'status', status);
    autoPause.look(cluster);
  }

  function enter(cluster: Cluster): void {
    store.add(cluster, clock.now());
    autoPause.begin(cluster);
    backups.begin(cluster);
  }

  function create(cluster: Cluster): void {
    unmeasured.add(cluster);
    cluster.visibleFrom = clock.now() + faults.delivery.lagMs;
    enter(cluster);
    if (isTellingEarly(cluster)) events.emit('RDS-EVENT-0170', cluster);
    later(cluster, delayed('slow', cluster) ?? availableAt(cluster), () => {
      if (hasFault('incompatible-restore', cluster)) {
        change(cluster, 'incompatible-restore');
        events.emit('RDS-EVENT-0354', cluster, undefined, ['The storage of the backup is not compatible']);
        return;
      }
      record(cluster, 'members', 'available');
      change(cluster, 'available');
      strip(cluster, cluster.tags);
      if (!isTellingEarly(cluster)) events.emit('RDS-EVENT-0170', cluster);
    });
  }

  function availableAt(cluster: Cluster): number {
    return cluster.restoredFrom === undefined
      ? after(timings.create, `${cluster.resourceId} create`)
      : clock.now() + restoreMs(cluster, parts);
  }

  function hasFault(kind: RestoreFault['kind'], cluster: Cluster): boolean {
    return restoreFaultOf(faults.delivery, kind, cluster) !== undefined;
  }

  /** When something ends that a fault makes longer; undefined when none does. */
  function delayed(kind: RestoreFault['kind'], cluster: Cluster): number | undefined {
    const fault = restoreFaultOf(faults.delivery, kind, cluster);
    return fault && clock.now() + (fault.ms ?? halfDayMs);
  }

  /** Somebody takes the tags off. */
  function strip(cluster: Cluster, tags: Map<string, string>): void {
    if (hasFault('tags-stripped', cluster)) tags.clear();
  }

  function isTellingEarly({ restoredFrom }: Cluster): boolean {
    return restoredFrom !== undefined && quirks.createdEvent === 'creating';
  }

  /** A restored volume is recovered when its first instance opens it. */
  function recover(cluster: Cluster, member: Member): void {
    if (cluster.restoredFrom === undefined) return;
    for (const id of ['RDS-EVENT-0020', 'RDS-EVENT-0021', 'RDS-EVENT-0006'] as const)
      events.emit(id, cluster, member);
  }

  function identity(arn: string): string {
    made += 1;
    return `${arn}#${made}`;
  }

  function createInstance(cluster: Cluster, id: string, instanceClass: string): Member {
    const member = toMember(cluster, id, instanceClass, cluster.members.length === 0, identity(id));
    member.status = 'creating';
    member.visibleFrom = clock.now() + faults.delivery.lagMs;
    store.addInstance(cluster, member, clock.now());
    const due = delayed('slow-instance', cluster) ?? after(timings.create, `${member.resourceId} create`);
    clock.at(due, () => {
      if (member.status !== 'creating' || !cluster.members.includes(member)) return;
      const isBroken = hasFault('incompatible-parameters', cluster);
      member.status = isBroken ? 'incompatible-parameters' : undefined;
      if (isBroken) return;
      strip(cluster, member.tags);
      const isFirst = unmeasured.delete(cluster);
      if (isFirst) cluster.uses.push({ at: clock.now(), use: [] });
      autoPause.look(cluster);
      events.emit('RDS-EVENT-0005', cluster, member);
      if (isFirst) recover(cluster, member);
    });
    return member;
  }

  function deleteInstance(cluster: Cluster, member: Member): void {
    member.status = 'deleting';
    const due = delayed('slow-delete', cluster) ?? after(timings.delete, `${member.resourceId} delete`);
    clock.at(due, () => {
      if (!cluster.members.includes(member)) return;
      store.removeInstance(cluster, member, clock.now());
      const [first] = cluster.members;
      if (first !== undefined) first.isWriter = true;
      events.emit('RDS-EVENT-0003', cluster, member);
    });
  }

  function renameNow(cluster: Cluster, id: string): void {
    const old = cluster.id;
    store.rename(cluster, id, clock.now());
    events.emit('RDS-EVENT-0172', cluster, undefined, [old, id]);
  }

  function deleteNow(cluster: Cluster, kept: BackupsOfDeleted): void {
    cluster.revision += 1;
    cluster.activityStream.revision += 1;
    store.remove(cluster, clock.now());
    for (const other of store.all()) {
      other.readReplicas = other.readReplicas.filter((arn) => arn !== cluster.arn);
      if (other.replicationSource === cluster.arn) other.replicationSource = undefined;
      if (other.blue === cluster.arn) other.blue = undefined;
    }
    if (kept === 'deleted') backups.forget(cluster);
    else parts.retained.keep(cluster, clock.now());
    events.emit('RDS-EVENT-0171', cluster);
  }

  return {
    enter,
    create,
    createInstance,
    deleteInstance,
    rename(cluster, id, when) {
      if (when === 'at-once') {
        renameNow(cluster, id);
        return;
      }
      change(cluster, 'renaming');
      later(cluster, after(timings.rename, `${cluster.resourceId} rename`), () => {
        renameNow(cluster, id);
        change(cluster, 'available');
      });
    },
    delete(cluster, kept, when) {
      if (when === 'at-once') {
        deleteNow(cluster, kept);
        return;
      }
      change(cluster, 'deleting');
      const due = delayed('slow-delete', cluster) ?? after(timings.delete, `${cluster.resourceId} delete`);
      later(cluster, due, () => deleteNow(cluster, kept));
    },
    resetCredentials(cluster) {
      change(cluster, 'resetting-master-credentials');
      later(cluster, after(timings.reset, `${cluster.resourceId} reset`), () => {
        change(cluster, 'available');
        events.emit('RDS-EVENT-0016', cluster);
      });
    },
    identity,
  };
}
