/** The deployed stack at work: schedules and queues drive the functions, invocations are real and time is virtual. */
import type { Simulator } from '../../simulator/assemble.ts';
import { createEventSource } from '../../simulator/lambda/event-source.ts';
import type { ControlPlane } from '../../simulator/rds/control-plane.ts';
import type { DeployedFunction } from './deployed.ts';

/** Invokes a function; rejects when the invocation fails. */
export type Invoke = (event: unknown) => Promise<unknown>;

export interface SystemOptions {
  readonly simulator: Simulator<ControlPlane>;
  readonly functions: readonly DeployedFunction[];
  /** By name of the function: `stopIdleClusters`. */
  readonly invoke: Readonly<Record<string, Invoke>>;
  /** In place of the rates in serverless.yml; Infinity: nothing is scheduled. */
  readonly everyMs?: number;
}

/** The changes that the system has made so far. */
export interface System {
  /** Lets everything happen until then, each thing at its time. */
  runUntil(end: number): Promise<void>;
  /** By function. */
  readonly counts: Readonly<Record<string, Count>>;
  /** The errors that invocations have thrown. */
  errors(): unknown[];
}

/** How often a function was invoked, and for how long in real time. */
interface Count {
  scheduled: number;
  batches: number;
  messages: number;
  ms: number;
  longestMs: number;
}

/** So long it may take until a message that comes in between is noticed: as a poller, which asks now and then. */
const NOTICED_MS = 10_000;

export function createSystem({ simulator, functions, invoke, everyMs }: SystemOptions): System {
  const { clock } = simulator;
  const failed: unknown[] = [];
  const counts: Record<string, Count> = Object.fromEntries(
    functions.map(({ fn }) => [fn.name, { scheduled: 0, batches: 0, messages: 0, ms: 0, longestMs: 0 }]),
  );
  const running = functions.map((deployed) => {
    const inner = invoke[deployed.fn.name];
    const count = counts[deployed.fn.name];
    if (inner === undefined || count === undefined) throw new Error(`${deployed.fn.name} can't be invoked`);
    const call = timed(inner, count);
    const source = createEventSource(simulator, {
      ...deployed,
      invoke: (event) => {
        count.batches += 1;
        count.messages += event.Records.length;
        return call(event);
      },
    });
    const every = everyMs ?? deployed.everyMs;
    return { call, count, source, every, due: clock.now() + (Number.isFinite(every) ? 0 : every) };
  });

  type Running = (typeof running)[number];

  async function onSchedule(one: Running): Promise<void> {
    if (one.due > clock.now()) return;
    one.due += one.every;
    one.count.scheduled += 1;
    await one.call({}).catch((error: unknown) => failed.push(error));
  }

  return {
    counts,
    errors: () => [...failed, ...running.flatMap(({ source }) => source.errors)],
    async runUntil(end) {
      for (;;) {
        const due = running.flatMap((one) => [one.due, one.source.nextDue() ?? Number.POSITIVE_INFINITY]);
        const next = Math.min(...due, clock.now() + NOTICED_MS);
        if (next > end) break;
        clock.advanceTo(next);
        await Promise.all(running.map(onSchedule));
        await Promise.all(running.map(({ source }) => source.deliver()));
      }
      clock.advanceTo(end);
    },
  };
}

function timed(call: Invoke, count: Count): Invoke {
  return async (event) => {
    const began = performance.now();
    try {
      return await call(event);
    } finally {
      const ms = performance.now() - began;
      count.ms += ms;
      count.longestMs = Math.max(count.longestMs, ms);
    }
  };
}
