import { STOP_AND_START_MS } from '../../shared/policy/model/availability.ts';
import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import { WARNED_TAG } from '../../shared/policy/model/tags.ts';
import { STARTS_KNOWN_MS } from '../../shared/policy/power/snapshot-first.ts';
import { readLastAction } from '../../shared/policy/rules/power-note.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import { LAG_MS, readHistory } from '../../shared/policy/streams/history.ts';
import { DAY_MS, type EpochMs, HOUR_MS, MINUTE_MS } from '../../shared/policy/time/units.ts';
import type { Cluster as Simulated } from '../../simulator/rds/clusters/cluster.ts';
import { holdTimes, maintenanceTimes, powerHoursTimes, type Times } from './clock-times.ts';

/** Only a stopped cluster is started, and only an available one changed in any other way. */
export function mayAct(recipe: string, { statuses }: Simulated): boolean {
  return statuses.current().status === (recipe === 'start-clusters' ? 'stopped' : 'available');
}

/** When a start may come due by the clock, if nothing about the cluster changes before. */
export function* startTimes(policy: Policy, cluster: Cluster, now: EpochMs): Times {
  const rule = settingsOf(policy, cluster, 'power');
  if (rule === undefined || cluster.status !== 'stopped') return;
  const { maintenance } = rule.settings;
  const local = { timezone: rule.timezone, now };
  yield* holdTimes(cluster.tags, local);
  yield* powerHoursTimes({ policy, rule, cluster }, now);
  if (maintenance === 'honour') yield* maintenanceTimes(cluster.maintenanceWindow, now);
}

/**
 * When a stop may come due by the clock, if nothing about the cluster changes before; `startedAt`: by its statuses. In its
 * hours it is up however long it has run.
 */
export function* stopTimes(
  policy: Policy,
  cluster: Cluster,
  { startedAt, isInHours }: { readonly startedAt: EpochMs | undefined; readonly isInHours: boolean },
  now: EpochMs,
): Times {
  const rule = settingsOf(policy, cluster, 'power');
  if (rule === undefined || cluster.status !== 'available') return;
  const { maintenance, minUptimeMs, maxUptime, idleForMs, afterAwsRestart } = rule.settings;
  const local = { timezone: rule.timezone, now };
  yield* holdTimes(cluster.tags, local);
  for (const at of powerHoursTimes({ policy, rule, cluster }, now)) {
    yield at;
    // Once it is too late for a stop that was warned of, the warning ends.
    if (cluster.tags[WARNED_TAG] !== undefined) yield at - STOP_AND_START_MS;
  }
  if (maintenance === 'honour') yield* maintenanceTimes(cluster.maintenanceWindow, now);
  if (isInHours) return;
  const last = readLastAction(cluster);
  for (const at of [cluster.createdAt, last?.at, startedAt]) {
    if (at === undefined) continue;
    yield at + minUptimeMs;
    yield at + idleForMs;
    if (maxUptime !== undefined) yield at + maxUptime.ms;
    if (afterAwsRestart === 'leave') yield at + STARTS_KNOWN_MS;
  }
  if (last !== undefined) yield* attemptTimes(last);
  const stream = readHistory(cluster, now).last;
  if (stream !== undefined) yield stream.at + LAG_MS;
}

/** The end of each wait after attempts without effect, and of what is remembered of a dispute. */
function* attemptTimes({ at, attempt, contest }: NonNullable<ReturnType<typeof readLastAction>>): Times {
  if (attempt > 1) {
    for (let wait = 15 * MINUTE_MS; wait < 4 * HOUR_MS; wait *= 2) yield at + wait;
    yield at + 4 * HOUR_MS;
  }
  if (contest === undefined) return;
  yield at + DAY_MS;
  yield contest.at + 1.5 * DAY_MS;
}
