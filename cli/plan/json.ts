import { defined } from '../../shared/defined.ts';
import type { Aspect } from '../../shared/policy/model/actions.ts';
import type { EpochMs } from '../../shared/policy/time/units.ts';
import { supportJson } from '../survey/support-lines.ts';
import { countOf, isWaiting, type PlannedChange } from './change.ts';
import type { Plan } from './plan.ts';

/** The plan for programs; docs/cli.md documents its shape, which only ever grows. Ends with a line feed. */
export function planJson(plan: Plan): string {
  const { policy, mode, observing, changes, held, read, unread, warnings } = plan;
  const of = (wanted: Aspect): PlannedChange[] => changes.filter(({ aspect }) => aspect === wanted);
  const [clusters, streams] = [of('power'), of('activityStream')];
  const [capacities, snapshots, drills] = [of('capacity'), of('snapshots'), of('recovery')];
  const report = {
    version: 1,
    policy,
    mode,
    ...(plan.factsAt !== undefined && { at: isoOf(plan.at), factsAt: isoOf(plan.factsAt) }),
    observing,
    summary: {
      ...tally(clusters, { stop: 'stop', start: 'start' }),
      streams: {
        ...tally(streams, { start: 'start-stream', stop: 'stop-stream', remember: 'remember' }),
        wait: streams.filter(isWaiting).length,
        left: streams.filter((one) => one.change === undefined && !isWaiting(one)).length,
      },
      capacities: tally(capacities, { change: 'capacity' }),
      snapshots: tally(snapshots, {
        create: 'create',
        copy: 'copy',
        delete: 'delete',
        remember: 'remember',
      }),
      drills: tally(drills, { begin: 'drill', continue: 'drill-step', cleanUp: 'drill-clean-up' }),
    },
    clusters: clusters.map(toJson),
    streams: streams.map(toJson),
    streamGaps: plan.streamGaps.map(({ since, ...gap }) => ({ ...gap, since: isoOf(since) })),
    capacities: capacities.map(toJson),
    snapshots: snapshots.map(toJson),
    drills: drills.map(toJson),
    ...defined({ drillCosts: plan.drillCosts }),
    recoveryPoints: plan.recoveryPoints.map(({ at, ...point }) => ({
      ...point,
      ...(at !== undefined && { at: isoOf(at) }),
    })),
    held: held.map(({ until, ...one }) => ({ ...one, ...(until !== undefined && { until: isoOf(until) }) })),
    heldForever: held
      .filter(({ until }) => until === undefined)
      .map(({ timezone: _timezone, until: _until, ...cluster }) => cluster),
    nearMisses: plan.nearMisses,
    support: { ...plan.support, ending: plan.support.ending.map(supportJson) },
    read,
    unread,
    unmatched: plan.unmatched.map(({ name }) => name),
    warnings,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function toJson({ aspect: _aspect, restartsAt, override, ...change }: PlannedChange): object {
  return {
    ...change,
    ...(restartsAt !== undefined && { restartsAt: isoOf(restartsAt) }),
    ...(override !== undefined && { override: { ...override, until: isoOf(override.until) } }),
  };
}

/** The number of each change, by its key in the report, and of the lines without a change. */
function tally(
  changes: readonly PlannedChange[],
  keys: Readonly<Record<string, PlannedChange['change']>>,
): Record<string, number> {
  const counts = Object.entries(keys).map(([key, change]) => [key, countOf(changes, change)]);
  return Object.fromEntries([...counts, ['left', countOf(changes, undefined)]]);
}

function isoOf(at: EpochMs): string {
  return new Date(at).toISOString();
}
