/**
 * The filters `offhour` and `onhour` of Cloud Custodian, by their documentation, in a policy that runs every hour: it acts
 * in the one hour that is named, and in no other.
 * https://cloudcustodian.io/docs/quickstart/offhours.html
 */

import type { Act } from './instance-scheduler.ts';
import { wallOf } from './local-time.ts';

export interface ModelFilter {
  readonly type: 'offhour' | 'onhour';
  readonly hour: number;
  readonly timezone: string;
  /** Default true: nothing is started at the weekend. */
  readonly weekends?: boolean;
  readonly weekendsOnly?: boolean;
  readonly skipDays?: readonly string[];
}

const HOUR_MS = 3_600_000;
const EVERY_MS = 300_000;

/**
 * The acts of the policies on a cluster that is stopped at `from`, a full hour, with those of somebody who starts the cluster
 * at these times if it is stopped.
 */
export function custodianActs(
  filters: readonly ModelFilter[],
  from: number,
  to: number,
  startedAt: readonly number[] = [],
): Act[] {
  const acts: Act[] = [];
  let isUp = false;
  for (let at = from; at < to; at += EVERY_MS) {
    if (startedAt.includes(at) && !isUp) {
      isUp = true;
      acts.push({ at, action: 'start' });
    }
    if ((at - from) % HOUR_MS !== 0) continue;
    for (const filter of filters) {
      const wantsUp = filter.type === 'onhour';
      if (isUp === wantsUp || !isDue(filter, at)) continue;
      isUp = wantsUp;
      acts.push({ at, action: wantsUp ? 'start' : 'stop' });
    }
  }
  return acts;
}

function isDue(filter: ModelFilter, at: number): boolean {
  const { date, weekday, minute } = wallOf(at, filter.timezone);
  if (Math.floor(minute / 60) !== filter.hour || filter.skipDays?.includes(date)) return false;
  if (filter.weekendsOnly === true) return weekday === (filter.type === 'offhour' ? 4 : 0);
  return filter.weekends === false || weekday < 5;
}
