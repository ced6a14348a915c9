import { type QueueAttributes, readAttributes } from './attributes.ts';
import { type QueuePlace, queueArn, readQueueArn } from './place.ts';
import { createQueue, type Queue, type QueueContext } from './queue.ts';

/** A queue that is there from the start. */
export interface QueueOptions {
  readonly arn: string;
  /** As CreateQueue takes them. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** All queues of all accounts and Regions, by ARN. */
export interface Queues {
  find(arn: string): Queue | undefined;
  /** @throws Error when there is none. */
  named(arn: string): Queue;
  create(place: QueuePlace, attributes: QueueAttributes): Queue;
  all(): readonly Queue[];
}

/**
 * Sets up the queues that are there from the start; a queue may name a dead-letter queue that comes after it.
 *
 * @throws Error when an ARN is none of a queue, ServiceError when an attribute won't do
 */
export function createQueues(
  context: Omit<QueueContext, 'find'>,
  options: readonly QueueOptions[] = [],
): Queues {
  const queues = new Map<string, Queue>();
  const find = (arn: string) => queues.get(arn);

  function create(place: QueuePlace, attributes: QueueAttributes): Queue {
    const queue = createQueue(place, attributes, { ...context, find });
    queues.set(queueArn(place), queue);
    return queue;
  }

  for (const { arn, attributes } of options) create(readQueueArn(arn), readAttributes(attributes));
  return {
    find,
    named(arn) {
      const queue = find(arn);
      if (queue === undefined)
        throw new Error(`There is no queue ${arn}: there is ${[...queues.keys()].join(', ')}`);
      return queue;
    },
    create,
    all: () => [...queues.values()],
  };
}
