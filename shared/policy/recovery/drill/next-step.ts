import { defined } from '../../../defined.ts';
import type { Cluster, Member } from '../../model/cluster.ts';
import type { DrillPhases, DrillRecord } from '../../model/drill-record.ts';
import { isoSeconds } from '../../model/tags.ts';
import { type EpochMs, MINUTE_MS } from '../../time/units.ts';
import { formatDuration } from '../../time/when.ts';
import { type FailureReason, withFailure, withPhase } from './measure.ts';
import { type DrillSeen, notOwn, notOwnInstance } from './seen.ts';

/** How a drill goes on: by one call to AWS, not now, or not by Dormouse. */
export interface DrillStep {
  readonly do:
    | ('restore' | 'create-instance' | 'prepare' | 'check')
    | ('delete-instance' | 'delete-cluster' | 'close')
    | 'wait'
    /** Something is left that may not be deleted, or cannot be. */
    | 'leftover';
  /** With all that was noted of what was seen, and with the time of the call, which is on record before it is made. */
  readonly record: DrillRecord;
  readonly detail: string;
}

/** How long after a request a listing may not show yet what it made. Longer than a function runs. */
const LAG_MS = 30 * MINUTE_MS;
/** After this time AWS is asked again for what it does not show. */
const AGAIN_MS = 10 * MINUTE_MS;

/**
 * Statuses that a cluster or an instance does not leave by itself.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html
 */
const BROKEN =
  /^(incompatible-|failed$|restore-error$|cloning-failed$|migration-failed$|inaccessible-|upgrade[-_]failed)/;
/** Statuses that a drill never asks for before it has its verdict. */
const TOUCHED = /^(stopp|deleting)/;

/**
 * The next step of a drill on record, by what is seen of it at `now`. Any fault is put on record as the failure of the drill,
 * which is then cleaned up: no fault ends a drill early. Every call can be made twice: the names are the drill's own.
 */
export function nextStep(found: DrillRecord, seen: DrillSeen, now: EpochMs): DrillStep {
  const record = noted(found, seen, now);
  return record.verdict === undefined ? restoreStep(record, seen, now) : endStep(record, seen, now);
}

/** The record with everything that is seen for the first time, and the failure that it means. */
function noted(found: DrillRecord, { cluster, instances }: DrillSeen, now: EpochMs): DrillRecord {
  if (cluster === undefined || notOwn(found, cluster) !== undefined) return withTtl(found, now);
  const { resourceId, status, connection } = cluster;
  let record: DrillRecord = { ...found, restored: { ...found.restored, ...defined({ resourceId }) } };
  if (record.verdict !== undefined) return record;
  const instance = instances.find((one) => notOwnInstance(record, one) === undefined);
  if (status === 'available') record = withPhase(record, 'clusterAvailableAt', now);
  if (instance?.status === 'available') record = withPhase(record, 'instanceAvailableAt', now);
  if (connection?.secret?.status === 'active') record = withPhase(record, 'credentialsAt', now);
  const why = brokenBy(cluster, instance);
  return why === undefined ? withTtl(record, now) : withFailure(record, lastPhase(record.phases), why);
}

function withTtl(record: DrillRecord, now: EpochMs): DrillRecord {
  const until = Date.parse(record.until);
  if (record.verdict !== undefined || now < until) return record;
  const detail = `it was not through after ${formatDuration(until - Date.parse(record.openedAt))}`;
  return withFailure(record, lastPhase(record.phases), { reason: 'ttl', detail });
}

function brokenBy({ id, status }: Cluster, instance: Member | undefined): FailureReason | undefined {
  for (const one of [{ id, status }, ...(instance === undefined ? [] : [instance])]) {
    if (BROKEN.test(one.status)) return { reason: 'restore-failed', detail: `${one.id} is ${one.status}` };
    if (TOUCHED.test(one.status)) {
      return { reason: 'vanished', detail: `${one.id} is ${one.status}, and the drill did not ask for it` };
    }
  }
  return undefined;
}

/** The phase that a drill is in. */
function lastPhase(phases: DrillPhases): string {
  if (phases.instanceAvailableAt !== undefined) return 'check';
  return phases.clusterAvailableAt === undefined ? 'restore' : 'instance';
}

function restoreStep(record: DrillRecord, seen: DrillSeen, now: EpochMs): DrillStep {
  const { cluster, instances } = seen;
  const { phases, restored } = record;
  const fail = (reason: string, detail: string) =>
    endStep(withFailure(record, lastPhase(phases), { reason, detail }), seen, now);
  if (cluster === undefined) {
    // Its resource id is on record once AWS has shown it.
    if (restored.resourceId === undefined) return call('restore', record, 'restoreRequestedAt', now);
    return isLate(phases.restoreRequestedAt, now, LAG_MS)
      ? fail('vanished', `${restored.cluster} is gone, and the drill did not delete it`)
      : wait(record, `${restored.cluster} is not listed yet`);
  }
  const strange = notOwn(record, cluster);
  if (strange !== undefined) return fail('not-own', strange);
  if (cluster.status !== 'available') return wait(record, `${restored.cluster} is ${cluster.status}`);
  const instance = instances.find(({ id }) => id === restored.instance);
  if (instance === undefined) {
    if (phases.instanceAvailableAt !== undefined) {
      return fail('vanished', `${restored.instance} is gone, and the drill did not delete it`);
    }
    return isLate(phases.instanceRequestedAt, now, AGAIN_MS)
      ? call('create-instance', record, 'instanceRequestedAt', now)
      : wait(record, `${restored.instance} is not listed yet`);
  }
  const strangeInstance = notOwnInstance(record, instance);
  if (strangeInstance !== undefined) return fail('not-own', strangeInstance);
  if (instance.status !== 'available') return wait(record, `${restored.instance} is ${instance.status}`);
  return askStep(record, cluster);
}

/** Aurora has to be prepared for statements; functions are told where the cluster is. */
function askStep(record: DrillRecord, { connection, setup }: Cluster): DrillStep {
  const detail = `${record.restored.instance} is available`;
  if (record.wanted.checks.every(({ kind }) => kind !== 'sql')) return { do: 'check', record, detail };
  const secret = connection?.secret;
  if (secret === undefined || setup?.flags?.includes('dataApi') !== true) {
    return { do: 'prepare', record, detail };
  }
  // An open set: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_MasterUserSecret.html
  return secret.status === 'active'
    ? { do: 'check', record, detail: `${detail}, and so is its secret` }
    : wait(record, `the secret of ${record.restored.cluster} is ${secret.status}`);
}

/**
 * Instances first, then the cluster, then the record. AWS deletes no cluster that is stopped.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_DeleteCluster.html
 */
function endStep(record: DrillRecord, { cluster, instances }: DrillSeen, now: EpochMs): DrillStep {
  const { restored, phases } = record;
  if (cluster === undefined) return closeStep(record, instances, now);
  const strange = notOwn(record, cluster);
  if (strange !== undefined) return leftover(record, strange);
  if (cluster.status === 'deleting') return wait(record, `${restored.cluster} is deleting`);
  if (cluster.status.startsWith('stopp')) {
    return leftover(record, `${restored.cluster} is ${cluster.status}, so AWS does not delete it; start it`);
  }
  const instance = instances.find((one) => notOwnInstance(record, one) === undefined);
  if (instance !== undefined && instance.status !== 'deleting') {
    return isLate(phases.instanceDeleteRequestedAt, now, AGAIN_MS)
      ? call('delete-instance', record, 'instanceDeleteRequestedAt', now)
      : wait(record, `${restored.instance} is ${instance.status}, and will be deleted`);
  }
  const others = instances.flatMap((one) => notOwnInstance(record, one) ?? []);
  if (others.length > 0) return leftover(record, others.join('; '));
  return isLate(phases.clusterDeleteRequestedAt, now, AGAIN_MS)
    ? call('delete-cluster', record, 'clusterDeleteRequestedAt', now)
    : wait(record, `${restored.cluster} is ${cluster.status}, and will be deleted`);
}

function closeStep(record: DrillRecord, instances: readonly Member[], now: EpochMs): DrillStep {
  const { restored, phases } = record;
  const instance = instances.find(({ clusterId }) => clusterId === restored.cluster);
  if (instance !== undefined) return wait(record, `${instance.id} is ${instance.status}`);
  // A restore may not be listed yet, even one whose answer was lost.
  if (
    phases.clusterDeleteRequestedAt === undefined &&
    !isLate(phases.restoreRequestedAt ?? record.openedAt, now, LAG_MS)
  ) {
    return wait(record, `${restored.cluster} may not be listed yet`);
  }
  return { do: 'close', record: withPhase(record, 'goneAt', now), detail: 'nothing of it is left' };
}

/** A step that is a call to AWS, with its time. */
function call(step: DrillStep['do'], record: DrillRecord, phase: keyof DrillPhases, now: EpochMs): DrillStep {
  const detail =
    record.failure?.detail ?? (record.verdict === undefined ? 'it goes on' : 'it has its verdict');
  return {
    do: step,
    // The last call counts.
    record: { ...record, phases: { ...record.phases, [phase]: isoSeconds(now) } },
    detail,
  };
}

/** Whether a call was never made, or so long ago that it can be made again. */
function isLate(at: string | undefined, now: EpochMs, afterMs: number): boolean {
  return at === undefined || now - Date.parse(at) >= afterMs;
}

function wait(record: DrillRecord, detail: string): DrillStep {
  return { do: 'wait', record, detail };
}

function leftover(record: DrillRecord, detail: string): DrillStep {
  return { do: 'leftover', record: { ...record, cleanUp: { leftover: detail } }, detail };
}
