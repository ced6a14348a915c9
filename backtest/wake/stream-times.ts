import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import { LAG_MS, readHistory } from '../../shared/policy/streams/history.ts';
import { readStreamOverride } from '../../shared/policy/streams/override.ts';
import { DAY_MS, type EpochMs, HOUR_MS } from '../../shared/policy/time/units.ts';
import { holdTimes, hoursTimes, maintenanceTimes, powerHoursTimes, type Times } from './clock-times.ts';

/** When a change of an activity stream may come due by the clock, if nothing about the cluster changes before. */
export function* streamTimes(policy: Policy, cluster: Cluster, now: EpochMs): Times {
  const rule = settingsOf(policy, cluster, 'activityStream');
  if (rule === undefined) return;
  const local = { timezone: rule.timezone, now };
  const { hours, overrides } = rule.settings;
  yield* holdTimes(cluster.tags, local);
  yield* hoursTimes(hours, policy.calendars, local);
  yield* maintenanceTimes(cluster.maintenanceWindow, now);
  const power = settingsOf(policy, cluster, 'power');
  if (power !== undefined) yield* powerHoursTimes({ policy, rule: power, cluster }, now);
  const override = readStreamOverride(cluster.tags, local, overrides.maxMs);
  if (override.state === 'active' || override.state === 'refused') {
    yield override.until;
    yield override.until - overrides.maxMs;
  }
  const { last } = readHistory(cluster, now);
  if (last === undefined) return;
  yield last.at + LAG_MS;
  yield last.at + HOUR_MS;
  yield last.at + DAY_MS;
}
