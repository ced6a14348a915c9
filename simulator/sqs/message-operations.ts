import { defined } from '../../shared/defined.ts';
import type { Call, Operation } from '../core/service.ts';
import { readEntries, runBatch } from './batch.ts';
import { attributesDigest, bodyDigest } from './digest.ts';
import { checkSize, readDraft } from './draft.ts';
import type { Message } from './message.ts';
import type { Queue } from './queue.ts';
import { seconds } from './range.ts';

type Entry = Readonly<Record<string, unknown>>;

/** The longest visibility timeout, in seconds. */
export const longestVisibility = 43_200;

/** Sending, deleting and hiding, one by one and by ten: a batch is as many of the single calls. */
export function messageOperations(
  queueOf: (input: Record<string, unknown>, call: Call) => Queue,
): Readonly<Record<string, Operation>> {
  function send(queue: Queue, entry: Entry, call: Call): Record<string, unknown> {
    const { draft, delayMs } = readDraft(entry, call, queue.attributes.MaximumMessageSize);
    return toSent(queue.send(draft, delayMs));
  }

  function remove(queue: Queue, { ReceiptHandle }: Entry): Record<string, unknown> {
    queue.delete(String(ReceiptHandle));
    return {};
  }

  function hide(queue: Queue, { ReceiptHandle, VisibilityTimeout }: Entry): Record<string, unknown> {
    const visibilityMs = seconds('VisibilityTimeout', VisibilityTimeout ?? 0, longestVisibility) ?? 0;
    queue.hide(String(ReceiptHandle), visibilityMs);
    return {};
  }

  return {
    SendMessage: (input, call) => send(queueOf(input, call), input, call),
    SendMessageBatch(input, call) {
      const queue = queueOf(input, call);
      checkSize(readEntries(input.Entries));
      return runBatch(input.Entries, call, (entry) => send(queue, entry, call));
    },
    DeleteMessage: (input, call) => remove(queueOf(input, call), input),
    DeleteMessageBatch(input, call) {
      const queue = queueOf(input, call);
      return runBatch(input.Entries, call, (entry) => remove(queue, entry));
    },
    ChangeMessageVisibility: (input, call) => hide(queueOf(input, call), input),
    ChangeMessageVisibilityBatch(input, call) {
      const queue = queueOf(input, call);
      return runBatch(input.Entries, call, (entry) => hide(queue, entry));
    },
  };
}

function toSent({ id, body, attributes }: Message): Record<string, unknown> {
  const digest = attributesDigest(attributes);
  return {
    MessageId: id,
    MD5OfMessageBody: bodyDigest(body),
    ...defined({ MD5OfMessageAttributes: digest }),
  };
}
