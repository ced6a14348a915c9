/** A function that is fed from a queue. */
import type { SQSEvent } from 'aws-lambda';
import { createEventSource, type EventSourceOptions } from '../../../simulator/lambda/event-source.ts';
import { aQueue, jobs } from '../sqs/messaging.ts';

const bodiesIn = ({ Records }: SQSEvent) => Records.map(({ body }) => body);

/** A queue and a function that is fed from it; by default it succeeds at everything. */
export function aFunction(
  options: Partial<EventSourceOptions> = {},
  attributes: Record<string, string> = {},
) {
  const stage = aQueue(attributes);
  const batches: string[][] = [];
  const { invoke = async () => undefined } = options;
  const source = createEventSource(stage.simulator, {
    queue: jobs,
    ...options,
    invoke(event) {
      batches.push(bodiesIn(event));
      return invoke(event);
    },
  });

  /** Lets everything happen until then, each thing at its time. */
  async function runUntil(end: number): Promise<void> {
    for (let due = source.nextDue(); due !== undefined && due <= end; due = source.nextDue()) {
      stage.simulator.clock.advanceTo(due);
      await source.deliver();
    }
  }
  return { ...stage, ...source, batches, runUntil };
}

export async function sendMany(send: (body: string) => Promise<unknown>, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await send(`m${index}`);
}
