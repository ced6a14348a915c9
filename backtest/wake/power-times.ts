import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { STARTS_KNOWN_MS } from '../../shared/policy/power/snapshot-first.ts';
import { readLastAction } from '../../shared/policy/rules/power-note.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import { LAG_MS, readHistory } from '../../shared/policy/streams/history.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../shared/policy/time/units.ts';
import { holdTimes, hoursTimes, maintenanceTimes, type Times } from './clock-times.ts';

/** How many statuses back a start may be that a decision still depends on. */
const STATUSES = 4;

/** When a stop or a start may come due by the clock, if nothing about the cluster changes before. */
export function* powerTimes(
  policy: Policy,
  cluster: Cluster,
  statuses: readonly { readonly at: EpochMs }[],
  now: EpochMs,
): Times {
  const rule = settingsOf(policy, cluster, 'power');
  if (rule === undefined) return;
  const { hours, maintenance, minUptimeMs, idleForMs } = rule.settings;
  const local = { timezone: rule.timezone, now };
  yield* holdTimes(cluster.tags, local);
  yield* hoursTimes(hours, policy.calendars, local);
  if (maintenance === 'honour') yield* maintenanceTimes(cluster.maintenanceWindow, now);
  const last = readLastAction(cluster);
  const begun = [cluster.createdAt, last?.at, ...statuses.slice(-STATUSES).map(({ at }) => at)];
  for (const at of begun) {
    if (at === undefined) continue;
    yield at + minUptimeMs;
    yield at + idleForMs;
    yield at + STARTS_KNOWN_MS;
  }
  if (last !== undefined) yield* attemptTimes(last);
  const stream = readHistory(cluster, now).last;
  if (stream !== undefined) yield stream.at + LAG_MS;
}

/** The end of each wait after an attempt without effect, and of what is remembered of it. */
function* attemptTimes({ at, contest }: NonNullable<ReturnType<typeof readLastAction>>): Times {
  for (let wait = 15 * MINUTE_MS; wait < 4 * HOUR_MS; wait *= 2) yield at + wait;
  yield at + 4 * HOUR_MS;
  yield at + DAY_MS;
  yield at + 7 * DAY_MS;
  if (contest !== undefined) yield contest.at + 1.5 * DAY_MS;
}
