import type { Clock } from '../core/clock.ts';
import type { DeliveryFaults } from '../core/faults.ts';
import { type Random, uuid } from '../core/random.ts';
import type { QueueAttributes } from './attributes.ts';
import { invalidHandle, invalidParameter, notInFlight } from './errors.ts';
import type { Draft, Message, Received } from './message.ts';
import { type QueuePlace, queueArn } from './place.ts';
import { readHandle, writeHandle } from './receipt.ts';
import { createVisibilityQueue, type Slot } from './visibility-queue.ts';

/** A standard queue on the virtual clock. Times are milliseconds. */
export interface Queue extends QueuePlace {
  readonly arn: string;
  readonly createdAt: number;
  attributes: QueueAttributes;
  send(draft: Draft, delayMs?: number): Message;
  /** As it is, from another queue. */
  take(message: Message): void;
  /** Receives no more messages than asked for, and hides them from others for the visibility timeout. */
  receive(count: number, visibilityMs?: number): readonly Received[];
  /** Does nothing with a handle that is stale. @throws ServiceError when it is no handle of this queue. */
  delete(handle: string): void;
  /** Hides a message in flight for a time from now on. @throws ServiceError if it is not in flight, or for too long. */
  hide(handle: string, visibilityMs: number): void;
  purge(): void;
  /** Every message that has not expired, in the order of sending. */
  messages(): readonly Message[];
  counts(): { readonly visible: number; readonly inFlight: number; readonly delayed: number };
  /** How many can be received, since when the first of them could, and when the next one can. */
  due(): { readonly ready: number; readonly since: number | undefined; readonly next: number | undefined };
}

/** The clock, the random numbers, the faults and the other queues that a queue is built on. */
export interface QueueContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly faults: { readonly delivery: DeliveryFaults };
  find(arn: string): Queue | undefined;
}

/** The second copy of a message comes within this time. */
const doubledWithinMs = 60_000;
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html */
const longestInFlightMs = 43_200_000;

export function createQueue(place: QueuePlace, attributes: QueueAttributes, context: QueueContext): Queue {
  const { clock, random, faults } = context;
  const arn = queueArn(place);
  const visibility = createVisibilityQueue();
  /** Until when each message in flight may be hidden. */
  const limits = new WeakMap<Slot, number>();
  let order = 0;

  function put(message: Message, at: number): void {
    visibility.hide({ order: order++, message, state: 'waiting', at }, at);
  }

  function isExpired({ message }: Slot): boolean {
    return message.sentAt + queue.attributes.MessageRetentionPeriod * 1_000 <= clock.now();
  }

  /** Whether it has been received too often, and is in the dead-letter queue now. */
  function isBuried({ message }: Slot): boolean {
    const { RedrivePolicy: redrive } = queue.attributes;
    if (redrive === undefined || message.receives < redrive.maxReceiveCount) return false;
    const target = context.find(redrive.deadLetterTargetArn);
    target?.take({ ...message, deadLetterSource: arn });
    return target !== undefined;
  }

  function handOver(slot: Slot, visibilityMs: number): Received {
    const { message } = slot;
    message.receives += 1;
    message.firstReceivedAt ??= clock.now();
    limits.set(slot, clock.now() + longestInFlightMs);
    visibility.hide(slot, clock.now() + visibilityMs);
    return { message, handle: writeHandle(arn, { order: slot.order, receives: message.receives }) };
  }

  /** The slot that a handle is for, while no later handle is for it. */
  function slotOf(handle: string): Slot | undefined {
    const receipt = readHandle(arn, handle);
    if (receipt === undefined) throw invalidHandle(handle);
    visibility.settle(clock.now());
    const slot = visibility.find(receipt.order);
    return slot?.message.receives === receipt.receives ? slot : undefined;
  }

  function live(): Slot[] {
    visibility.settle(clock.now());
    return [...visibility.all()].filter((slot) => !isExpired(slot));
  }

  const queue: Queue = {
    ...place,
    arn,
    createdAt: clock.now(),
    attributes,
    send(draft, delayMs = queue.attributes.DelaySeconds * 1_000) {
      const message: Message = { ...draft, id: uuid(random), sentAt: clock.now(), receives: 0 };
      put(message, clock.now() + delayMs);
      if (random() < (faults.delivery.queue?.doubled ?? 0)) {
        put({ ...message }, clock.now() + delayMs + Math.floor(random() * doubledWithinMs));
      }
      return message;
    },
    take: (message) => put(message, clock.now()),
    receive(count, visibilityMs = queue.attributes.VisibilityTimeout * 1_000) {
      visibility.settle(clock.now());
      const received: Received[] = [];
      for (
        let slot = visibility.first();
        slot !== undefined && received.length < count;
        slot = visibility.first()
      ) {
        if (isExpired(slot) || isBuried(slot)) visibility.remove(slot);
        else received.push(handOver(slot, visibilityMs));
      }
      return received;
    },
    delete(handle) {
      const slot = slotOf(handle);
      if (slot !== undefined) visibility.remove(slot);
    },
    hide(handle, visibilityMs) {
      const slot = slotOf(handle);
      if (slot?.state !== 'waiting') throw notInFlight(handle);
      if (clock.now() + visibilityMs > (limits.get(slot) ?? 0)) {
        const reason = 'Total VisibilityTimeout for the message is beyond the limit [43200 seconds]';
        throw invalidParameter('VisibilityTimeout', visibilityMs / 1_000, reason);
      }
      visibility.hide(slot, clock.now() + visibilityMs);
    },
    purge() {
      for (const slot of [...visibility.all()]) visibility.remove(slot);
    },
    messages: () => live().map(({ message }) => message),
    counts() {
      const slots = live();
      const waiting = slots.filter(({ state }) => state === 'waiting');
      const inFlight = waiting.filter((slot) => limits.has(slot)).length;
      return { visible: slots.length - waiting.length, inFlight, delayed: waiting.length - inFlight };
    },
    due() {
      visibility.settle(clock.now());
      return { ready: visibility.ready(), since: visibility.first()?.at, next: visibility.next() };
    },
  };
  return queue;
}
