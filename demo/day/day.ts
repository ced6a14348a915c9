import type { Decision } from '../../shared/policy/model/decision.ts';
import type { RecoveryPoint } from '../../shared/policy/snapshots/recovery-point.ts';
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
  /** Told of what happened up to a tick, in the order of time, when something did. */
  onHappenings(at: number, happenings: readonly Happening[]): void;
  /** Told of each tick before it is played. */
  onTick(at: number): void;
}

/** What came of the day. */
export interface Day {
  readonly tracks: readonly Track[];
  readonly happenings: readonly Happening[];
  /** Of each cluster, by ARN, the decision that tells most of its day. */
  readonly telling: ReadonlyMap<string, Decision>;
  /** What was last decided about activity streams and capacities. */
  readonly latest: Latest;
  /** Of each cluster whose snapshots are copied, and each destination: as the last run saw it. */
  readonly recoveryPoints: readonly RecoveryPoint[];
  /** Invocations that failed. */
  readonly failures: readonly Failure[];
  readonly invocations: number;
}

export interface Failure {
  readonly at: number;
  readonly function: string;
  readonly message: string;
}

/** Lets a day pass, invoking every function at each tick as its schedule would. Throws nothing of what they throw. */
export async function liveThrough(options: DayOptions): Promise<Day> {
  const { world, functions, from, to, stepMs } = options;
  const timeline = createTimeline();
  const newsOf = createNews();
  const watch = createSnapshotWatch();
  const happenings: Happening[] = [];
  const telling = createTelling();
  const failures: Failure[] = [];
  const latest = createLatest();
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
    ...{ latest, recoveryPoints, failures, invocations },
  };
}

/** AWS backs up every cluster every night: told only of those whose snapshots are copied. */
function isOfInterest({ account, cluster }: Happening, copied: readonly RecoveryPoint[]): boolean {
  return copied.some((point) => point.account === account && point.cluster === cluster);
}
