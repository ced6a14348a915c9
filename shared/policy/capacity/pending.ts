import { REPORT_LAG_MS } from '../model/availability.ts';
import type { ServerlessCapacity } from '../model/cluster.ts';
import { type Skipped, skip } from '../model/finding.ts';
import type { CapacityEntry } from '../model/policy.ts';
import type { LocalTime } from '../time/local-time.ts';
import { formatWhenIn } from '../time/when.ts';
import { formatCapacity } from './entry.ts';
import { isSame, type LastAction } from './last-action.ts';

interface Requested {
  readonly current: ServerlessCapacity;
  readonly desired: CapacityEntry;
  readonly unit: string;
  readonly last?: LastAction;
  readonly local: LocalTime;
}

/** A change that AWS has just accepted and does not report yet. After the first step, that is its min. */
export function checkPending({ current, desired, unit, last, local }: Requested): Skipped | undefined {
  // A time far ahead was not written by Dormouse.
  if (last === undefined || last.isRefused || Math.abs(local.now - last.at) >= REPORT_LAG_MS)
    return undefined;
  if (last.isFirstStep ? isSame(last, current) : !isSame(last, desired)) return undefined;
  const [reported, requested] = [formatCapacity(current, unit), formatCapacity(last, unit)];
  const when = formatWhenIn(last.at, local);
  return skip(
    'in-transition',
    `RDS still reports ${reported}; the change to ${requested} was requested ${when}`,
  );
}
