import { windowAt } from './hours.ts';
import { nextMaintenanceAt } from './maintenance.ts';
import { decidingRule } from './match.ts';
import type { ActivityStreamRule, EpochMs, Policy } from './model.ts';
import type { Cluster } from './world.ts';

/**
 * When the rule allows a restart: `now`, or the next time that is known. The hours are those of the rule that decides
 * the cluster's power.
 */
export function nextRestartAt(
  { restart }: ActivityStreamRule,
  cluster: Cluster,
  policy: Policy,
  now: EpochMs,
): EpochMs | undefined {
  if (restart === 'anytime') return now;
  const times = [
    nextMaintenanceAt(cluster.maintenanceWindow, now),
    restart === 'offHours' ? nextOffHoursAt(cluster, policy, now) : undefined,
  ].filter((at) => at !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

function nextOffHoursAt(cluster: Cluster, policy: Policy, now: EpochMs): EpochMs | undefined {
  const rule = decidingRule(policy, cluster, 'power');
  if (rule?.power?.hours === undefined) return undefined;
  const { open, until } = windowAt(rule.power.hours, rule.timezone, policy.calendars, now);
  return open ? until : now;
}
