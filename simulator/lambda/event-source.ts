import type { SQSEvent } from 'aws-lambda';
import pMap from 'p-map';
import type { Clock } from '../core/clock.ts';
import type { Received } from '../sqs/message.ts';
import type { Queues } from '../sqs/queues.ts';
import { failedIds } from './batch-response.ts';
import { sqsEvent } from './sqs-event.ts';

/** How a function is fed from a queue, as an event source mapping says it. */
export interface EventSourceOptions {
  /** ARN of the queue. */
  readonly queue: string;
  /** The function. Its answer is read for the messages that it failed at. */
  invoke(event: SQSEvent): Promise<unknown>;
  /** Default 10. */
  readonly batchSize?: number;
  /** How long messages are gathered for a batch; default not at all. */
  readonly windowMs?: number;
  /** The most invocations at a time; default 5, with which Lambda begins. */
  readonly maximumConcurrency?: number;
  /** Whether the mapping says ReportBatchItemFailures (default): if not, the answer is not read. */
  readonly reportsFailures?: boolean;
}

/** Lambda's poller for one queue, driven from outside because invocations take real time and the clock is virtual. */
export interface EventSource {
  /** Invokes the function for everything that is due now; says how many messages it was handed. */
  deliver(): Promise<number>;
  /** When to call `deliver` next; undefined when nothing is waiting. */
  nextDue(): number | undefined;
  /** The errors that the function has thrown, oldest first. */
  readonly errors: readonly unknown[];
}

/** More batches than this at one moment mean that the function makes messages visible again as fast as it gets them. */
const tooMany = 10_000;

/**
 * Polls a queue as Lambda does: messages that the function handled are deleted, the rest come back when the visibility
 * timeout is over. A function that throws, or whose answer makes no sense, has failed at the whole batch.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 * @throws Error when there is no such queue
 */
export function createEventSource(
  { clock, queues }: { readonly clock: Clock; readonly queues: Queues },
  options: EventSourceOptions,
): EventSource {
  const { invoke, batchSize = 10, windowMs = 0, maximumConcurrency = 5, reportsFailures = true } = options;
  const queue = queues.named(options.queue);
  const errors: unknown[] = [];
  /** Batches since `deliver` was called. */
  let count = 0;

  /** When a batch is full, or its first message has waited for the window. */
  function batchDue(): number | undefined {
    const { ready, since } = queue.due();
    if (since === undefined) return undefined;
    return ready >= batchSize ? clock.now() : since + windowMs;
  }

  function* batches(): Generator<readonly Received[]> {
    for (let due = batchDue(); due !== undefined && due <= clock.now(); due = batchDue()) {
      if (count++ === tooMany)
        throw new Error(`${queue.arn} never gets empty: what the function fails at is back at once`);
      const batch = queue.receive(batchSize);
      if (batch.length > 0) yield batch;
    }
  }

  async function handle(batch: readonly Received[]): Promise<number> {
    const failed = await run(batch);
    for (const { message, handle: receipt } of batch) {
      if (failed !== undefined && !failed.has(message.id)) queue.delete(receipt);
    }
    return batch.length;
  }

  async function run(batch: readonly Received[]): Promise<ReadonlySet<string> | undefined> {
    try {
      const answer = await invoke(sqsEvent(queue, batch));
      const ids = new Set(batch.map(({ message }) => message.id));
      return reportsFailures ? failedIds(answer, ids) : new Set();
    } catch (error) {
      errors.push(error);
      return undefined;
    }
  }

  return {
    errors,
    async deliver() {
      const sizes: number[] = [];
      count = 0;
      for (let more = true; more; ) {
        // Pulled one by one, as invocations end: messages that they make visible meanwhile are handed out, too.
        const handled = await pMap(batches(), handle, { concurrency: maximumConcurrency });
        sizes.push(...handled);
        more = handled.length > 0;
      }
      return sizes.reduce((sum, size) => sum + size, 0);
    },
    nextDue() {
      const times = [batchDue(), queue.due().next].filter((time) => time !== undefined);
      return times.length === 0 ? undefined : Math.max(Math.min(...times), clock.now());
    },
  };
}
