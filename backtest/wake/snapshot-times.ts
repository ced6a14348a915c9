import type { Cluster } from '../../shared/policy/model/cluster.ts';
import type { Policy } from '../../shared/policy/model/policy.ts';
import type { Snapshot } from '../../shared/policy/model/snapshot.ts';
import { settingsOf } from '../../shared/policy/rules/settings.ts';
import { GRACE_MS } from '../../shared/policy/snapshots/decide-prune.ts';
import { readUnkept } from '../../shared/policy/snapshots/unkept.ts';
import { nextDue } from '../../shared/policy/time/cron.ts';
import { type EpochMs, HOUR_MS } from '../../shared/policy/time/units.ts';
import type { Outcome } from '../../shared/runtime/sweep/outcome.ts';
import { holdTimes, nextMidnight, type Times } from './clock-times.ts';

/** When a snapshot may come due by the clock, if nothing about the cluster changes before. */
export function* createTimes(policy: Policy, cluster: Cluster, now: EpochMs): Times {
  const rule = settingsOf(policy, cluster, 'snapshots');
  if (rule?.settings.create === undefined) return;
  const local = { timezone: rule.timezone, now };
  yield* holdTimes(cluster.tags, local);
  yield dueAfter(rule.settings.create.cron, rule.timezone, now);
}

interface Due {
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** The last answer for each cron expression and time zone: a fleet asks about the same few. */
const dues = new Map<string, Due>();

function dueAfter(cron: string, timezone: string, now: EpochMs): EpochMs {
  const key = `${cron} ${timezone}`;
  const known = dues.get(key);
  if (known !== undefined && known.from <= now && now < known.until) return known.until;
  const until = nextDue(cron, { timezone, now }) ?? Number.POSITIVE_INFINITY;
  dues.set(key, { from: now, until });
  return until;
}

/** When a copy may come due by the clock: the period ends for which there is one already. */
export function* copyTimes(
  policy: Policy,
  cluster: Cluster,
  outcomes: readonly Outcome[],
  now: EpochMs,
): Times {
  const rule = settingsOf(policy, cluster, 'snapshots');
  if (rule?.settings.copy === undefined) return;
  const local = { timezone: rule.timezone, now };
  yield* holdTimes(cluster.tags, local);
  if (!outcomes.some(({ decision }) => decision.reason === 'copy-waits')) return;
  yield nextMidnight(local);
  if (rule.settings.copy.to.some(({ keep }) => keep?.hourly !== undefined)) yield nextQuarter(now);
}

/** When a snapshot may go by the clock: a promise, a hold or the age of an orphan ends. */
export function* pruneTimes(
  policy: Policy,
  cluster: Cluster | undefined,
  snapshots: readonly Snapshot[],
  now: EpochMs,
): Times {
  if (snapshots.length === 0) return;
  const timezone = (cluster && settingsOf(policy, cluster, 'snapshots')?.timezone) ?? policy.timezone;
  if (cluster !== undefined) yield* holdTimes(cluster.tags, { timezone, now });
  const { orphans } = policy;
  for (const { tags, createdAt } of snapshots) {
    yield* holdTimes(tags, { timezone, now });
    yield* holdTimes(tags, { timezone: policy.timezone, now });
    const unkept = readUnkept(tags);
    if (unkept?.why === 'expired') yield unkept.since + GRACE_MS;
    if (orphans === 'keep') continue;
    if (unkept !== undefined) yield unkept.since + orphans.expireAfterMs;
    yield createdAt + orphans.expireAfterMs;
  }
}

/** Hours of the wall clock begin on quarters of an hour. */
function nextQuarter(now: EpochMs): EpochMs {
  return (Math.floor(now / (HOUR_MS / 4)) + 1) * (HOUR_MS / 4);
}
