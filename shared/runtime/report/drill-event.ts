import type { BusEvent } from '../../aws/send/event-bus.ts';
import { defined } from '../../defined.ts';
import { type DrillRecord, pointTime } from '../../policy/model/drill-record.ts';
import { exceedsTarget } from '../../policy/recovery/evidence/verdict.ts';
import { formatSpan } from '../../policy/time/when.ts';
import { type EventContext, toEvent } from './outcome-event.ts';

/** The event for a restore drill that is over, with its verdict: its evidence is in the chain. */
export function drillCompletedEvent(context: EventContext, record: DrillRecord): BusEvent {
  const { drill, source, rule, verdict = 'failed', restored, point, rtoMs, rpoMs, checks, wanted } = record;
  const more = {
    ...{ drill, cluster: source.cluster, resourceId: source.resourceId, arn: source.arn, rule, verdict },
    detail: detailOf(record),
    restored: restored.cluster,
    point: pointTime(point),
    ...defined({ rtoMs, rpoMs }),
    checksPassed: checks.filter((check) => check.verdict === 'passed').length,
    checks: wanted.checks.length,
    missedTarget: exceedsTarget(record),
  };
  return toEvent(context, 'Restore Drill Completed', more, [source.arn]);
}

/** @example 'passed: restored in 47m, data 24h10m old' */
function detailOf({ verdict, failure, rtoMs, rpoMs }: DrillRecord): string {
  if (verdict !== 'passed') return `failed: ${failure?.detail ?? 'the record does not say why'}`;
  const parts = [
    ...(rtoMs === undefined ? [] : [`restored in ${formatSpan(rtoMs)}`]),
    ...(rpoMs === undefined ? [] : [`the data was ${formatSpan(rpoMs)} old`]),
  ];
  return `passed: ${parts.join(', ')}`;
}
