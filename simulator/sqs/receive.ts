import type { Message as SqsMessage } from '@aws-sdk/client-sqs';
import { attributesDigest, bodyDigest } from './digest.ts';
import { type Received, systemAttributes } from './message.ts';
import { longestVisibility } from './message-operations.ts';
import type { Queue } from './queue.ts';
import { seconds, within } from './range.ts';

/**
 * ReceiveMessage: answers at once, also when it is asked to wait. Attributes come when they are asked for.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html
 */
export function receive(queue: Queue, input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const count = within('MaxNumberOfMessages', input.MaxNumberOfMessages, 1, 10) ?? 1;
  within('WaitTimeSeconds', input.WaitTimeSeconds, 0, 20);
  const visibilityMs = seconds('VisibilityTimeout', input.VisibilityTimeout, longestVisibility);
  const system = [namesIn(input.AttributeNames), namesIn(input.MessageSystemAttributeNames)].flat();
  const own = namesIn(input.MessageAttributeNames);
  const received = queue.receive(count, visibilityMs);
  if (received.length === 0) return {};
  return { Messages: received.map((entry) => toMessage(entry, system, own)) };
}

function toMessage({ message, handle }: Received, system: string[], own: string[]): SqsMessage {
  const attributes = pick(
    systemAttributes(message),
    (name) => system.includes('All') || system.includes(name),
  );
  const messageAttributes = pick(message.attributes, (name) => own.some((pattern) => covers(pattern, name)));
  const digest = attributesDigest(messageAttributes);
  return {
    MessageId: message.id,
    ReceiptHandle: handle,
    Body: message.body,
    MD5OfBody: bodyDigest(message.body),
    ...(Object.keys(attributes).length > 0 && { Attributes: attributes }),
    ...(digest !== undefined && { MessageAttributes: messageAttributes, MD5OfMessageAttributes: digest }),
  };
}

/** A name, `All`, or the beginning of names: `bar.*`. */
function covers(pattern: string, name: string): boolean {
  if (pattern === 'All' || pattern === name) return true;
  return pattern.endsWith('.*') && name.startsWith(pattern.slice(0, -2));
}

function pick<T>(
  record: Readonly<Record<string, T>>,
  isWanted: (name: string) => boolean,
): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => isWanted(name)));
}

function namesIn(list: unknown): string[] {
  return Array.isArray(list) ? list.map(String) : [];
}
