import type { Day } from '../../demo/day/day.ts';
import { createLatest } from '../../demo/day/latest.ts';
import type { Track } from '../../demo/day/timeline.ts';
import { defined } from '../../shared/defined.ts';
import type { ActivityStreamCommand } from '../../shared/policy/model/command.ts';
import { type Act, type Decision, toAct } from '../../shared/policy/model/decision.ts';
import type { StreamGap } from '../../shared/policy/streams/stream.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';

const place = { account: '111122223333', region: 'eu-central-1' } as const;

export function arnOf(cluster: string, region: string = place.region): string {
  return `arn:aws:rds:${region}:${place.account}:cluster:${cluster}`;
}

export const emptyDay: Day = {
  ...{ tracks: [], happenings: [], telling: new Map(), latest: createLatest(), refusals: [] },
  ...{ recoveryPoints: [], failures: [], invocations: 0 },
};

export function track(id: string, rest: Partial<Track> = {}): Track {
  const { region = place.region } = rest;
  return {
    ...{ arn: arnOf(id, region), account: place.account, region, id },
    ...{ engine: 'neptune', instances: 2, status: 'available' },
    ...{ tags: {}, power: [], streaming: [], clients: [], capacities: [] },
    ...rest,
  };
}

export function result(outcomes: readonly Outcome[], streamGaps?: readonly StreamGap[]): SweepResult {
  return {
    function: 'stop-idle-clusters',
    mode: 'enforce',
    at: '2026-11-23T19:00:00.000Z',
    ok: true,
    summary: { status: {}, reason: {} },
    scopes: [],
    outcomes,
    ...defined({ streamGaps }),
    omitted: 0,
    unmatched: [],
    warnings: [],
  };
}

const base = { ...place, cluster: 'a', resourceArn: arnOf('a'), arn: arnOf('a') };

export function streamLeft(reason: Decision['reason']): Decision {
  const { arn: _, ...subject } = base;
  const [aspect, action] = ['activityStream', 'changeActivityStream'] as const;
  return { ...subject, aspect, action, verdict: 'skip', rule: 'audited', reason, detail: `${reason} it is` };
}

export function streamDecision(kind: ActivityStreamCommand['kind'], reason: Decision['reason']): Act {
  const { resourceArn: _, ...order } = base;
  const more = { ...order, tags: {}, tagsIfNotDone: { refused: {}, busy: {} } };
  const command: ActivityStreamCommand =
    kind === 'start-activity-stream' ? { ...more, kind, mode: 'async', kmsKey: 'k' } : { ...more, kind };
  return toAct({ ...streamLeft(reason), aspect: 'activityStream' }, command);
}

/** To 1 to 16 units. */
export function capacityDecision(reason: 'capacity-differs'): Act;
export function capacityDecision(reason: Decision['reason']): Decision;
export function capacityDecision(reason: Decision['reason']): Decision {
  const { resourceArn, ...order } = base;
  const { account, region, cluster } = order;
  const [aspect, action] = ['capacity', 'changeCapacity'] as const;
  const subject = {
    resourceArn,
    account,
    region,
    cluster,
    aspect,
    action,
    rule: 'web',
    reason,
    detail: reason,
  };
  if (reason !== 'capacity-differs') return { ...subject, verdict: 'skip' };
  return {
    ...subject,
    verdict: 'act',
    command: { ...order, kind: 'change-capacity', min: 1, max: 16, tags: {}, tagsIfRefused: {} },
  };
}

export function gap(cluster: string): StreamGap {
  return {
    ...{ ...place, arn: arnOf(cluster), cluster, rule: 'audited', since: 0, gapMs: 1 },
    ...{ reason: 'restart-waits', detail: 'it waits' },
  };
}
