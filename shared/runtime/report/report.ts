import type { BusEvent } from '../../aws/send/event-bus.ts';
import type { Mode } from '../../policy/model/policy.ts';
import type { StreamGap } from '../../policy/streams/stream.ts';
import type { Outcome } from '../sweep/outcome.ts';
import type { SweepResult } from '../sweep/result.ts';
import type { ScopeSweep } from '../sweep/sweep.ts';
import type { Dedupe } from './dedupe.ts';
import { closedDrill } from './drill-metrics.ts';
import { gapNotificationsOf } from './gap-notification.ts';
import { newNotificationOf } from './new-notification.ts';
import type { Notification } from './notification.ts';
import type { EventContext } from './outcome-event.ts';
import { nearQuota } from './quota-near.ts';
import { writtenStatus, writtenSummary } from './written.ts';

/** Clusters that one log line names: CloudWatch takes 1 MB of it, and people less. */
const MOST_NAMED = 100;

/** Writes log lines: Powertools' Logger, or that of a test. */
export type Log = Readonly<Record<Notification['severity'], (message: string, metadata: Metadata) => void>>;

/** All that makes events, loaded when the first of them is sent. */
export type EventMakers = typeof import('./events.ts');

type Metadata = Record<string, unknown>;

export interface ReportDeps {
  /** Name of the function. */
  readonly function: string;
  readonly log: Log;
  readonly dedupe: Dedupe;
  /** Delivers the events of one account and Region; rejects when not all could be. Absent: no events. */
  putEvents?(events: readonly BusEvent[]): Promise<void>;
}

/**
 * Reports one account and Region: a log line and an event for each act, and each new fault and refusal. A scope in
 * which nothing happened reports nothing. Events that can't be delivered are sent again by the next report.
 */
export async function reportScope(deps: ReportDeps, scopeSweep: ScopeSweep, mode: Mode): Promise<void> {
  const { log } = deps;
  const { scope, outcomes } = scopeSweep;
  const report = deps.dedupe.report();
  const context: EventContext = { function: deps.function, mode, scope };
  const { account, region, fault, breaker, quota } = scope;
  const events: ((makers: EventMakers) => BusEvent)[] = [];

  if (report.isNew(`${account}/${region} failed`, fault?.name) && fault) {
    log.error('scope failed', { account, region, fault });
    events.push((make) => make.sweepFailedEvent(context, fault));
  }
  // A run about some clusters does not show that the breaker holds again.
  const seesBreaker = breaker !== undefined || !scopeSweep.isNarrowed;
  if (seesBreaker && report.isNew(`${account}/${region}`, breaker && 'breaker') && breaker) {
    log.error('limit breaker tripped', { account, region, detail: breaker });
    events.push((make) => make.breakerEvent(context, breaker));
  }
  const near = quota && nearQuota(quota);
  if (report.isNew(`${account}/${region} quota`, near) && quota) {
    log.warn('snapshot quota near', { account, region, ...quota });
    events.push((make) => make.quotaEvent(context, quota));
  }
  for (const outcome of outcomes) {
    const notification = newNotificationOf(report, outcome);
    if (notification === undefined) continue;
    log[notification.severity](notification.message, metadata(outcome));
    const { event } = notification;
    if (event !== undefined) events.push((make) => make.outcomeEvent(context, outcome, event));
    const drill = closedDrill(outcome);
    if (drill !== undefined) events.push((make) => make.drillCompletedEvent(context, drill));
  }
  const { opened, closed } = gapNotificationsOf(report, scopeSweep);
  for (const gap of opened) {
    log.warn('activity stream gap', gapMetadata(gap));
    events.push((make) => make.gapEvent(context, gap));
  }
  for (const outcome of closed) {
    log.info('activity stream gap closed', metadata(outcome));
    events.push((make) => make.gapClosedEvent(context, outcome));
  }
  if (events.length > 0 && deps.putEvents !== undefined) {
    // Most sweeps have nothing to report, and load none of this.
    const makers = await import('./events.ts');
    await deps.putEvents(events.map((make) => make(makers)));
  }
  report.delivered();
}

/** The one line that every run writes. */
export function reportRun(log: Log, result: SweepResult, durationMs: number): void {
  const {
    mode,
    ok,
    summary,
    scopes,
    streamGaps = [],
    unreadyClusters = [],
    overdueDrills = [],
    unmatched,
    warnings,
  } = result;
  for (const { account, region, undelivered } of scopes) {
    if (undelivered !== undefined) log.error('report not delivered', { account, region, fault: undelivered });
  }
  if (unreadyClusters.length > 0) {
    const clusters = unreadyClusters.slice(0, MOST_NAMED);
    log.warn('clusters not ready to be restored', { count: unreadyClusters.length, clusters });
  }
  if (overdueDrills.length > 0) {
    log.warn('clusters of drills left over', {
      count: overdueDrills.length,
      clusters: overdueDrills.slice(0, MOST_NAMED),
    });
  }
  log.info('run ended', {
    mode,
    ok,
    durationMs,
    scopes: scopes.length,
    clusters: scopes.reduce((sum, { clusters }) => sum + clusters, 0),
    ...writtenSummary(summary),
    ...(streamGaps.length > 0 && { streamGaps: streamGaps.length }),
    ...(unmatched.length > 0 && { unmatched }),
    ...(warnings.length > 0 && { warnings }),
  });
}

function metadata({ decision, status, fault }: Outcome): Metadata {
  const { account, region, cluster, resourceId, snapshot, resourceArn: arn, ...more } = decision;
  const { action, rule, reason, detail } = more;
  return {
    account,
    region,
    cluster,
    resourceId,
    snapshot,
    arn,
    action,
    status: writtenStatus(status),
    reason,
    detail,
    rule,
    fault,
  };
}

function gapMetadata({ since, ...gap }: StreamGap): Metadata {
  return { ...gap, since: new Date(since).toISOString() };
}
