import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import { defined } from '../../shared/defined.ts';

/** A message as the sender gives it. */
export interface Draft {
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttributeValue>>;
  /** The account or service that sends it. */
  readonly senderId: string;
}

/** A message in a queue. */
export interface Message extends Draft {
  readonly id: string;
  /** Milliseconds since 1970, as all times here; a dead-letter queue keeps it. */
  readonly sentAt: number;
  /** How often it has been received. */
  receives: number;
  firstReceivedAt?: number;
  /** In a dead-letter queue: ARN of the queue that it comes from. */
  readonly deadLetterSource?: string;
}

/** A message in the hands of a consumer. */
export interface Received {
  readonly message: Message;
  /** Good until the message is received once more. */
  readonly handle: string;
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export function systemAttributes(message: Message): Record<string, string> {
  const { senderId, sentAt, receives, firstReceivedAt, deadLetterSource } = message;
  return {
    SenderId: senderId,
    SentTimestamp: String(sentAt),
    ApproximateReceiveCount: String(receives),
    ...(firstReceivedAt !== undefined && { ApproximateFirstReceiveTimestamp: String(firstReceivedAt) }),
    ...defined({ DeadLetterQueueSourceArn: deadLetterSource }),
  };
}
