import type { ServerlessCapacity } from '../model/cluster.ts';
import { type Skipped, skip } from '../model/finding.ts';
import type { CapacityEntry, Policy } from '../model/policy.ts';
import { CAPACITY_TAG } from '../model/tags.ts';
import { changesSoFar, isContested, type Undone } from '../rules/contest.ts';
import type { LocalTime } from '../time/local-time.ts';
import { formatWhenIn } from '../time/when.ts';
import { entryAt } from './entry.ts';
import { isSame, type LastAction } from './last-action.ts';

interface Disputed {
  readonly current: ServerlessCapacity;
  readonly desired: CapacityEntry;
  readonly last?: LastAction;
  readonly undone: Undone;
  readonly local: LocalTime;
}

/** Only a change to less yields: capacity that nobody uses costs money, too little in its hours costs more. */
export function checkContest({ current, desired, last, undone, local }: Disputed): Skipped | undefined {
  const isMore = desired.max > current.max || (desired.max === current.max && desired.min > current.min);
  if (isMore || last === undefined || !isContested(last, undone, local.now)) return undefined;
  const changes = changesSoFar(last, undone, local.now);
  return skip(
    'capacity-contested',
    `its capacity was changed ${changes} times in a row, each against the one before (${last.min}-${last.max} ` +
      `${formatWhenIn(last.at, local)} by ${last.rule}), and another change is due: find out who else changes it, then ` +
      `remove the tag ${CAPACITY_TAG}`,
  );
}

/** Whether the last change was another side's, by the entry that applied then, or ours, and somebody has undone it. */
export function undoneBy(
  policy: Policy,
  entries: readonly CapacityEntry[],
  desired: CapacityEntry,
  last: LastAction | undefined,
  local: LocalTime,
): Undone {
  if (last === undefined || last.isRefused || last.isFirstStep) return 'no';
  if (isSame(last, desired)) return 'ours';
  const { entry: then } = entryAt(policy, entries, { ...local, now: last.at });
  return then === undefined || isSame(last, then) ? 'no' : 'theirs';
}
