import { isCapacityRefusal, type PlannedCapacity } from './capacities.ts';
import { leftMark, type Row, refusedMark } from './row.ts';

/** What would be done to the capacity of a cluster, or why it is left. */
export function capacityRow(planned: PlannedCapacity): Row {
  const { account, region, cluster, change, reason, rule = '', detail } = planned;
  const base = { place: `${account}  ${region}`, cluster, rule, details: [['', detail]] } as const;
  if (change !== undefined) return { ...base, mark: '~ capacity', tone: 'change', reason };
  return { ...base, ...(isCapacityRefusal(planned) ? refusedMark : leftMark), reason: `capacity: ${reason}` };
}
