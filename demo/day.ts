import type { SweepResult } from '../shared/runtime/result.ts';
import type { DemoFunction } from './functions.ts';
import { createNews, fromEvent, fromResult, type Happening } from './happenings.ts';
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
  /** Told of each happening in the order of time. */
  onHappening(happening: Happening): void;
  /** Told of each tick before it is played. */
  onTick(at: number): void;
}

/** What came of the day. */
export interface Day {
  readonly tracks: readonly Track[];
  readonly happenings: readonly Happening[];
  /** The last answer of each function. */
  readonly results: readonly SweepResult[];
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
  const results = new Map<string, SweepResult>();
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
        results.set(name, result);
        found.push(...fromResult(result, at));
      } catch (error) {
        failures.push({
          at,
          function: name,
          message: error instanceof Error ? error.message : String(error),
        });
      }
    }
    for (const happening of newsOf(found)) {
      happenings.push(happening);
      options.onHappening(happening);
    }
  }
  return { tracks: timeline.tracks(), happenings, results: [...results.values()], failures, invocations };
}
