import type { Cluster } from '../model/cluster.ts';
import type { ActivityStreamRule, EpochMs, Policy } from '../model/policy.ts';
import { STOP_AND_START_MS } from '../power/uptime.ts';
import { decidingRule } from '../rules/match.ts';
import { windowAt } from '../time/hours.ts';
import { nextMaintenanceAt } from '../time/maintenance-window.ts';

/** So many times hours open and close are looked at: a week of those that close twice a day. */
const TURNS = 28;

/**
 * When the rule allows a restart and `leastMs` for more after it: `now`, or the next time that is known. The hours are
 * those of the rule that decides the cluster's power.
 */
export function nextRestartAt(
  { restart }: ActivityStreamRule,
  cluster: Cluster,
  policy: Policy,
  now: EpochMs,
  leastMs = 0,
): EpochMs | undefined {
  if (restart === 'anytime') return now;
  const times = [
    nextMaintenanceAt(cluster.maintenanceWindow, now, leastMs),
    restart === 'offHours' ? nextOffHoursAt(cluster, policy, now, leastMs) : undefined,
  ].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** The last half hour of them is too late: the restart could reach into the hours. */
function nextOffHoursAt(
  cluster: Cluster,
  policy: Policy,
  now: EpochMs,
  leastMs: number,
): EpochMs | undefined {
  const rule = decidingRule(policy, cluster, 'power');
  const hours = rule?.power?.hours;
  let at: EpochMs | undefined = hours && now;
  for (let turn = 0; rule && hours && at !== undefined && turn < TURNS; turn++) {
    const { open, until } = windowAt(hours, rule.timezone, policy.calendars, at);
    if (!open && (until === undefined || until - at > STOP_AND_START_MS + leastMs)) return at;
    at = until;
  }
  return undefined;
}
