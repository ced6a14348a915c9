import type { PlannedChange } from '../../cli/plan/change.ts';
import { defined } from '../../shared/defined.ts';
import type { Cluster, World } from '../../shared/policy/model/cluster.ts';
import type { ActivityStreamCommand } from '../../shared/policy/model/command.ts';
import { type Decision, toAct } from '../../shared/policy/model/decision.ts';
import type { StreamGap } from '../../shared/policy/streams/stream.ts';
import { aCluster } from '../policy/builders.ts';

const { arn, account, region, id } = aCluster();
const PLACE = { account, region, cluster: id };

/** A Monday at 12:00 UTC. */
export const MONDAY = Date.parse('2026-11-23T12:00Z');
/** When the maintenance window begins that clusters of the simulator have. */
export const SUNDAY = Date.parse('2026-11-29T05:00Z');

/** A world of one cluster, on that Monday. */
export function aWorld(some: Partial<Cluster> = {}): World {
  const cluster = aCluster({ maintenanceWindow: 'sun:05:00-sun:05:30', ...some });
  return { account, region, observedAt: MONDAY, clusters: [{ cluster }] };
}

/** A decision about the activity stream of that cluster: to act if there is a kind of command. */
export function streamDecision(
  reason: Decision['reason'],
  kind?: ActivityStreamCommand['kind'],
  restartsAt?: number,
): Decision {
  const base = {
    ...{ resourceArn: arn, ...PLACE },
    aspect: 'activityStream',
    action: 'changeActivityStream',
    rule: 'audited',
    reason,
    detail: `${reason} it is`,
    ...defined({ restartsAt }),
  } as const;
  if (kind === undefined) return { ...base, verdict: 'skip' };
  const order = { ...PLACE, arn, tags: {}, tagsIfNotDone: { refused: {}, busy: {} } };
  const command: ActivityStreamCommand =
    kind === 'start-activity-stream'
      ? { ...order, kind, mode: 'async', kmsKey: 'alias/das' }
      : { ...order, kind };
  return toAct(base, command);
}

/** A decision about its capacity: to act if there are values. */
export function capacityDecision(
  reason: Decision['reason'],
  to?: { min: number; max: number; autoPauseAfterMs?: number },
): Decision {
  const base = {
    ...{ resourceArn: arn, ...PLACE },
    aspect: 'capacity',
    action: 'changeCapacity',
    rule: 'scaled',
    reason,
    detail: `${reason} it is`,
  } as const;
  if (to === undefined) return { ...base, verdict: 'skip' };
  return {
    ...base,
    verdict: 'act',
    command: { ...PLACE, arn, tags: {}, tagsIfRefused: {}, kind: 'change-capacity', ...to },
  };
}

/** A stream that waits for its cluster's maintenance window. */
export function plannedStream(cluster: string, rest: Partial<PlannedChange> = {}): PlannedChange {
  return {
    aspect: 'activityStream',
    ...{ arn: arn.replace(id, cluster), account, region, cluster },
    rule: 'audited',
    timezone: 'UTC',
    reason: 'restart-waits',
    detail: 'to start its stream restarts it',
    ...rest,
  };
}

export function plannedCapacity(cluster: string, rest: Partial<PlannedChange> = {}): PlannedChange {
  return {
    aspect: 'capacity',
    ...{ arn: arn.replace(id, cluster), account, region, cluster },
    rule: 'scaled',
    reason: 'capacity-as-declared',
    detail: 'is 2-16 ACU',
    ...rest,
  };
}

/** A stream that has not run for three hours. */
export function streamGap(cluster: string, rest: Partial<StreamGap> = {}): StreamGap {
  return {
    ...{ arn: arn.replace(id, cluster), account, region, cluster },
    rule: 'audited',
    since: MONDAY - 3 * 3_600_000,
    gapMs: 3 * 3_600_000,
    reason: 'stream-in-transition',
    detail: 'its activity stream is starting',
    ...rest,
  };
}
