import { byPlace, isRefusal, type PlannedChange } from '../../cli/plan/change.ts';
import { plannedChange } from '../../cli/plan/changes.ts';
import type { Decision } from '../../shared/policy/model/decision.ts';
import type { RecoveryPoint } from '../../shared/policy/snapshots/recovery-point.ts';
import type { SweepResult } from '../../shared/runtime/sweep/result.ts';
import type { DemoFunction } from '../world/functions.ts';
import type { DemoWorld } from '../world/world.ts';
import { createNews, fromDeed, fromEvent, type Happening } from './happenings.ts';
import { createLatest, type Latest } from './latest.ts';
import { fromResult } from './outcome-happenings.ts';
import { createSnapshotWatch } from './snapshot-watch.ts';
import { createTelling } from './telling.ts';
import { createTimeline, type Track } from './timeline.ts';

export interface DayOptions {
  readonly world: DemoWorld;
  readonly functions: readonly DemoFunction[];
  readonly from: number;
  readonly to: number;
  readonly stepMs: number;
  /** Called with what has happened since the last tick, if anything, in the order of time. */
  onHappenings(at: number, happenings: readonly Happening[]): void;
  /** Called before each tick. */
  onTick(at: number): void;
}

/** How the day went. */
export interface Day {
  readonly tracks: readonly Track[];
  readonly happenings: readonly Happening[];
  /** By ARN of the cluster, the decision that says most about its day. */
  readonly telling: ReadonlyMap<string, Decision>;
  /** The last decisions about activity streams and capacities. */
  readonly latest: Latest;
  /** Clusters and snapshots that a rule covers and that nothing could be done to, each cause once. */
  readonly refusals: readonly PlannedChange[];
  /** For each cluster and destination of its copies, as the last run saw it. */
  readonly recoveryPoints: readonly RecoveryPoint[];
  /** Invocations that failed. */
  readonly failures: readonly Failure[];
  readonly invocations: number;
}

interface Failure {
  readonly at: number;
  readonly function: string;
  readonly message: string;
}

/** Lets a day pass and invokes every function on its schedule. Collects the errors that they throw. */
export async function liveThrough(options: DayOptions): Promise<Day> {
  const { world, functions, from, to, stepMs } = options;
  const timeline = createTimeline();
  const newsOf = createNews();
  const watch = createSnapshotWatch();
  const happenings: Happening[] = [];
  const telling = createTelling();
  const failures: Failure[] = [];
  const latest = createLatest();
  const refusals = new Map<string, PlannedChange>();
  let eventsTold = world.events.length;
  let deedsTold = 0;
  let invocations = 0;
  let recoveryPoints: readonly RecoveryPoint[] = [];

  for (let at = from; at <= to; at += stepMs) {
    options.onTick(at);
    world.advanceTo(at);
    if (at < to) timeline.sample(world.clusters(), latest.missing());
    const found = world.events.slice(eventsTold).flatMap((event) => fromEvent(event) ?? []);
    eventsTold = world.events.length;
    found.push(...world.deeds.slice(deedsTold).map(fromDeed));
    deedsTold = world.deeds.length;
    found.push(...watch(at, world.snapshots()).filter((one) => isOfInterest(one, recoveryPoints)));
    for (const { name, everyMs, invoke } of functions) {
      if ((at - from) % everyMs !== 0) continue;
      invocations += 1;
      try {
        const result = await invoke();
        for (const { decision } of result.outcomes) telling.add(decision);
        for (const one of refusalsOf(result)) {
          refusals.set([one.arn, one.region, one.aspect, one.reason, one.detail].join('\n'), one);
        }
        latest.add(result);
        found.push(...newsOf(name, fromResult(result, at)));
        if (result.recoveryPoints?.length) recoveryPoints = result.recoveryPoints;
      } catch (error) {
        failures.push({
          at,
          function: name,
          message: error instanceof Error ? error.message : String(error),
        });
      }
    }
    happenings.push(...found);
    if (found.length > 0) options.onHappenings(at, found);
  }
  return {
    ...{ tracks: timeline.tracks(), happenings, telling: telling.decisions() },
    ...{ latest, refusals: [...refusals.values()].toSorted(byPlace), recoveryPoints, failures, invocations },
  };
}

function refusalsOf({ outcomes }: SweepResult): PlannedChange[] {
  return outcomes.flatMap(({ decision }) => plannedChange(decision)).filter(isRefusal);
}

/** AWS backs up every cluster every night; only backups that may be copied are reported. */
function isOfInterest({ account, cluster }: Happening, copied: readonly RecoveryPoint[]): boolean {
  return copied.some((point) => point.account === account && point.cluster === cluster);
}
