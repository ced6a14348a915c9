import { commandRow } from '../../../shared/policy/model/actions.ts';
import type { DrillStepCommand } from '../../../shared/policy/model/command.ts';
import { type Act, type Decision, skipInstead, toAct } from '../../../shared/policy/model/decision.ts';
import type { DrillRecord } from '../../../shared/policy/model/drill-record.ts';
import { drillRecord } from './drill-records.ts';

/** A command about a drill, but for its kind and the version of the record. */
export function drillOrder(record: DrillRecord) {
  const { source, place } = record;
  return { ...place, cluster: source.cluster, arn: source.arn, record };
}

/** The act that takes a step of a drill on record. */
export function drillAct(kind: DrillStepCommand['kind'], record: DrillRecord = drillRecord()): Act {
  const { source, place, rule } = record;
  const resourceArn = commandRow(kind).action === 'cleanUpDrill' ? record.restored.arn : source.arn;
  const about = { resourceArn, ...place, cluster: source.cluster };
  const base = { ...about, aspect: 'recovery', rule, reason: 'idle', detail: 'the next step' } as const;
  return toAct<DrillStepCommand>(base, { ...drillOrder(record), kind, etag: '"1"' });
}

/** A drill whose clean-up is refused for good. */
export function drillLeftover(record?: DrillRecord): Decision {
  return skipInstead(drillAct('delete-drill-cluster', record), { reason: 'ineligible' });
}
