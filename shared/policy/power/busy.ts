import { type Finding, skip } from '../model/finding.ts';
import { powerHoursAt } from '../rules/power-hours.ts';
import { readLastAction } from '../rules/power-note.ts';
import { DAY_MS, type EpochMs } from '../time/units.ts';
import { formatWhenIn } from '../time/when.ts';
import type { Candidate } from './candidate.ts';

/** A cluster that is used outside its hours for this number of days in a row is named: mostly something polls it. */
const BUSY_DAYS = 3;

/**
 * The finding on a cluster that is busy now. Its tag shows without a call since when it has run: Dormouse started it,
 * and has not stopped it since, though its hours have ended each day.
 */
export function checkBusyDays(candidate: Candidate, signal: string): Finding {
  const { cluster, local } = candidate;
  const last = readLastAction(cluster);
  const isLong =
    last?.action === 'start' &&
    local.now - last.at >= BUSY_DAYS * DAY_MS &&
    hasClosed(candidate, BUSY_DAYS, last.at);
  if (!isLong) return skip('busy', signal);
  return skip(
    'busy-for-days',
    `${signal}; it has not been stopped since ${formatWhenIn(last.at, local)}: see what uses it outside its hours, or ` +
      'change its hours',
  );
}

/** Whether the hours have ended so often since an instant, not counting the time around it. */
function hasClosed(candidate: Candidate, times: number, since: EpochMs): boolean {
  let at = candidate.local.now;
  for (let left = times; left > 0; left -= 1) {
    const closed = powerHoursAt(candidate, at)?.window;
    if (closed?.since === undefined || closed.open || closed.since < since) return false;
    const open = powerHoursAt(candidate, closed.since - 1)?.window;
    if (left > 1 && open?.since === undefined) return false;
    at = (open?.since ?? 0) - 1;
  }
  return true;
}
