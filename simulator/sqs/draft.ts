import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { Call } from '../core/service.ts';
import { batch as batchErrors, invalidContents, invalidParameter } from './errors.ts';
import type { Draft } from './message.ts';
import { seconds } from './range.ts';

/** Texts made of the characters that XML 1.0, and so SQS, can carry. */
const sendable = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;
/** Largest size of a whole batch in bytes, whatever the queue lets a single message have. */
const batchLimit = 1_048_576;

/**
 * Reads the message to send, and its delay if one is given.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function readDraft(
  input: Readonly<Record<string, unknown>>,
  call: Call,
  limit: number,
): { readonly draft: Draft; readonly delayMs: number | undefined } {
  const draft: Draft = {
    body: String(input.MessageBody ?? ''),
    attributes: (input.MessageAttributes ?? {}) as Readonly<Record<string, MessageAttributeValue>>,
    senderId: call.accessKeyId,
  };
  if (draft.body === '') throw invalidParameter('MessageBody', '', 'Must be at least one character.');
  if (!sendable.test(draft.body)) throw invalidContents();
  const bytes = sizeOf(draft);
  if (bytes > limit) {
    const reason = `One or more parameters cannot be longer than ${limit} bytes.`;
    throw invalidParameter('MessageBody', `of ${bytes} bytes`, reason);
  }
  return { draft, delayMs: seconds('DelaySeconds', input.DelaySeconds, 900) };
}

/** @throws ServiceError `BatchRequestTooLong` when the entries are too large together. */
export function checkSize(entries: readonly Readonly<Record<string, unknown>>[]): void {
  const bytes = entries
    .map(({ MessageBody, MessageAttributes }) =>
      sizeOf({
        body: String(MessageBody ?? ''),
        attributes: (MessageAttributes ?? {}) as Draft['attributes'],
      }),
    )
    .reduce((sum, size) => sum + size, 0);
  if (bytes > batchLimit) throw batchErrors.tooLong(batchLimit, bytes);
}

/** Names, types and values of attributes count, too. */
function sizeOf({ body, attributes }: Pick<Draft, 'body' | 'attributes'>): number {
  const parts = Object.entries(attributes).flatMap(
    ([name, { DataType = '', StringValue = '', BinaryValue }]) => [
      name,
      DataType,
      BinaryValue ?? StringValue,
    ],
  );
  return [body, ...parts].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
}
