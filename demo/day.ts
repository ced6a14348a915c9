import type { Decision } from '../shared/policy/decision.ts';
import type { DemoFunction } from './functions.ts';
import { createNews, fromEvent, fromResult, type Happening } from './happenings.ts';
import { createTelling } from './telling.ts';
import { type ClusterState, createTimeline, type Track } from './timeline.ts';

/** The simulated AWS, as far as the day needs it. */
export interface DemoWorld {
  /** Lets time pass up to an instant in epoch milliseconds. */
  advanceTo(at: number): void;
  /** RDS events so far, oldest first. */
  readonly events: readonly unknown[];
  clusters(): readonly ClusterState[];
}

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
  const happenings: Happening[] = [];
  const telling = createTelling();
  const failures: Failure[] = [];
  let eventsTold = world.events.length;
  let invocations = 0;

  for (let at = from; at <= to; at += stepMs) {
    options.onTick(at);
    world.advanceTo(at);
    if (at < to) timeline.sample(world.clusters());
    const found = world.events.slice(eventsTold).flatMap((event) => fromEvent(event) ?? []);
    eventsTold = world.events.length;
    for (const { name, invoke } of functions) {
      invocations += 1;
      try {
        const result = await invoke();
        for (const { decision } of result.outcomes) telling.add(decision);
        found.push(...fromResult(result, at));
      } catch (error) {
        failures.push({
          at,
          function: name,
          message: error instanceof Error ? error.message : String(error),
        });
      }
    }
    const news = newsOf(found);
    happenings.push(...news);
    if (news.length > 0) options.onHappenings(at, news);
  }
  return { tracks: timeline.tracks(), happenings, telling: telling.decisions(), failures, invocations };
}
