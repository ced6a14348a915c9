import type { Cluster, ServerlessCapacity } from '../model/cluster.ts';
import type { CapacityLine } from '../model/policy.ts';
import { formatWhenIn } from '../time/when.ts';
import type { CapacityCase } from './case.ts';
import { formatCapacity } from './line.ts';
import { readCapacityTag } from './note.ts';
import { pauseBlockers } from './pause-blockers.ts';

/** The change to what the line says, or to other values on the way there. */
export function change(subject: CapacityCase, unit: string, values: ServerlessCapacity = subject.line) {
  const { cluster, is, line, because } = subject;
  const detail = `is ${formatCapacity(is, unit)}, is to be ${formatCapacity(line, unit)}, ${because}`;
  return {
    verdict: 'act',
    reason: 'capacity-differs',
    detail: `${detail}${askedBefore(subject)}${stayingAwake(cluster, line)}`,
    values,
  } as const;
}

/** The note is written before the call, so it tells nothing of what became of it. */
function askedBefore({ cluster, line, timezone, now }: CapacityCase): string {
  const note = readCapacityTag(cluster.tags);
  return note?.min === line.min && note.max === line.max
    ? `; that was asked for ${formatWhenIn(note.at, timezone, now)}, and was refused or has been changed since`
    : '';
}

/** What is seen to keep a cluster from pausing that is to. */
export function stayingAwake(cluster: Cluster, { min }: CapacityLine): string {
  const blockers = min === 0 ? pauseBlockers(cluster) : [];
  return blockers.length === 0 ? '' : `; what may keep it from pausing: ${blockers.join(', ')}`;
}
