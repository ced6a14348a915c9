import type { EpochMs } from '../../shared/policy/time/units.ts';
import { countCapacities } from './capacities.ts';
import { countChanges, type Plan } from './plan.ts';
import { countSnapshots } from './snapshots.ts';
import { countStreams } from './streams.ts';

/** The plan for programs; its shape is documented in docs/cli.md and only ever grows. Ends with a line feed. */
export function planJson(plan: Plan): string {
  const { policy, mode, clusters, streams, streamGaps, capacities, snapshots } = plan;
  const { observing, recoveryPoints, heldForever, read, unread, unmatched, warnings } = plan;
  const report = {
    version: 1,
    policy,
    mode,
    observing,
    summary: {
      ...countChanges(plan),
      streams: countStreams(streams),
      capacities: countCapacities(capacities),
      snapshots: countSnapshots(snapshots),
    },
    clusters,
    streams: streams.map(({ restartsAt, override, ...stream }) => ({
      ...stream,
      ...(restartsAt !== undefined && { restartsAt: isoOf(restartsAt) }),
      ...(override !== undefined && { override: { ...override, until: isoOf(override.until) } }),
    })),
    streamGaps: streamGaps.map(({ since, ...gap }) => ({ ...gap, since: isoOf(since) })),
    capacities,
    snapshots,
    recoveryPoints: recoveryPoints.map(({ at, ...point }) => ({
      ...point,
      ...(at !== undefined && { at: isoOf(at) }),
    })),
    heldForever,
    read,
    unread,
    unmatched: unmatched.map(({ name }) => name),
    warnings,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function isoOf(at: EpochMs): string {
  return new Date(at).toISOString();
}
