import { readLastAction } from '../../shared/policy/capacity/last-action.ts';
import { USE_MS } from '../../shared/policy/capacity/use.ts';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import { DAY_MS, type EpochMs, MINUTE_MS } from '../../shared/policy/time/units.ts';
import { holdTimes, hoursTimes, type Times } from './clock-times.ts';

/** When a change of capacity may come due by the clock, if nothing about the cluster changes before. */
export function* capacityTimes(policy: Policy, cluster: Cluster, now: EpochMs): Times {
  const rule = settingsOf(policy, cluster, 'capacity');
  if (rule === undefined) return;
  const local = { timezone: rule.timezone, now };
  yield* holdTimes(cluster.tags, local);
  for (const { hours } of rule.settings) yield* hoursTimes(hours, policy.calendars, local);
  if (cluster.createdAt !== undefined) yield cluster.createdAt + USE_MS;
  const last = readLastAction(cluster);
  if (last === undefined) return;
  yield last.at + 5 * MINUTE_MS;
  yield last.at + DAY_MS;
  if (last.contest !== undefined) yield last.contest.at + 1.5 * DAY_MS;
}
