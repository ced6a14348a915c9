import type { ServerlessCapacity } from '../model/cluster.ts';
import { type Skipped, skip } from '../model/finding.ts';
import type { CapacityEntry, Policy } from '../model/policy.ts';
import type { LocalTime } from '../time/local-time.ts';
import { DAY_MS, type EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import { entryAt } from './entry.ts';
import { isSame, type LastAction } from './last-action.ts';

/** A smaller max that waits for this number of days in a row is named: mostly something works outside its hours. */
const IN_USE_DAYS = 3;

/**
 * Since when a cluster has had its larger capacity without a break, if the smaller one has been due at this time of the day for
 * three days. Its tag shows that without a call: Dormouse gave it the larger one, and has not made it smaller since.
 */
export function largerSince(
  policy: Policy,
  entries: readonly CapacityEntry[],
  {
    current,
    desired,
    last,
    local,
  }: {
    readonly current: ServerlessCapacity;
    readonly desired: CapacityEntry;
    readonly last?: LastAction;
    readonly local: LocalTime;
  },
): EpochMs | undefined {
  if (last === undefined || last.isRefused || last.isFirstStep || !isSame(last, current)) return undefined;
  if (local.now - last.at < IN_USE_DAYS * DAY_MS) return undefined;
  const days = Array.from({ length: IN_USE_DAYS }, (_, index) => index + 1);
  const wasDue = days.every((ago) => {
    const then = { ...local, now: local.now - ago * DAY_MS };
    return entryAt(policy, entries, then).entry === desired;
  });
  return wasDue ? last.at : undefined;
}

/** The finding on a smaller max that waits; `since` as `largerSince` has it. */
export function waitForUse(detail: string, since: EpochMs | undefined, local: LocalTime): Skipped {
  if (since === undefined) return skip('capacity-in-use', detail);
  return skip(
    'capacity-in-use-for-days',
    `${detail}; it has had the larger one since ${formatWhenIn(since, local)}: see what uses it, or change the entry`,
  );
}
