import type { Load, Use } from '../fleet/fleet.ts';
import { isWithin } from '../fleet/hours.ts';
import { isDown } from '../fleet/statuses.ts';
import type { Cluster } from '../rds/cluster.ts';

/** What a cluster does in one minute: nothing, sleep with its capacity at 0, or carry a load. */
export type Activity = 'silent' | 'paused' | Load;

/** An instance that nobody uses still works a little for itself. */
export const idleLoad: Load = { connections: 0, requests: 0, cpu: 4 };

export const minuteMs = 60_000;

/** What a cluster did in each minute from `start` until before `end` (ms, whole minutes). */
export function activitiesOf(cluster: Cluster, start: number, end: number): Activity[] {
  const pauseMs = autoPauseMs(cluster);
  const activities: Activity[] = [];
  let quietMs = 0;
  // Whether it sleeps at the start depends on the time before.
  for (let at = start - (pauseMs ?? 0); at < end; at += minuteMs) {
    const activity = awakeActivity(cluster, at);
    quietMs = activity === 'silent' || activity.connections > 0 ? 0 : quietMs + minuteMs;
    if (at >= start) activities.push(pauseMs !== undefined && quietMs > pauseMs ? 'paused' : activity);
  }
  return activities;
}

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2-auto-pause.html */
function autoPauseMs({ serverless }: Cluster): number | undefined {
  if (serverless?.min !== 0) return undefined;
  return Math.ceil(serverless.autoPauseAfter / minuteMs) * minuteMs;
}

function awakeActivity(cluster: Cluster, at: number): 'silent' | Load {
  if (isDown(cluster.statuses.at(at).status)) return 'silent';
  const use = cluster.uses.findLast((entry) => entry.at <= at)?.use ?? [];
  return use === 'missing' ? 'silent' : loadAt(use, at);
}

function loadAt(use: Exclude<Use, 'missing'>, at: number): Load {
  return use.find(({ hours, timezone }) => isWithin(hours, timezone, at))?.load ?? idleLoad;
}
