import type { SQSClient } from '@aws-sdk/client-sqs';
import { classify } from '../client/faults.ts';
import { required } from '../client/unexpected-answer.ts';
import { type Refused, reasonsOf, sendInRounds } from './rounds.ts';

/** Messages that SQS did not accept after all attempts. */
export class MessagesLost extends Error {
  override readonly name = 'MessagesLost';
}

/**
 * Ten at most, together of 1 MiB at most: Dormouse's own messages have less than 2 KB each, and one that it passes on is
 * sent alone. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
const ENTRIES_PER_CALL = 10;

/**
 * Puts messages on a queue, by its URL, to be received after `delaySeconds`. Those that SQS refuses are tried three
 * times; then this throws `MessagesLost`, which says how many and why. A message may get there more than once.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-batch-api-actions.html
 */
export async function sendMessages(
  client: SQSClient,
  queueUrl: string,
  bodies: readonly string[],
  delaySeconds = 0,
): Promise<void> {
  const refused = await sendInRounds(bodies, (again) => sendAll(client, queueUrl, again, delaySeconds));
  if (refused.length > 0) {
    throw new MessagesLost(
      `${refused.length} of ${bodies.length} messages were not put on ${queueUrl}: ${reasonsOf(refused)}`,
    );
  }
}

async function sendAll(
  client: SQSClient,
  queueUrl: string,
  bodies: readonly string[],
  delaySeconds: number,
): Promise<Refused<string>[]> {
  const refused: Refused<string>[] = [];
  for (let first = 0; first < bodies.length; first += ENTRIES_PER_CALL) {
    const batch = bodies.slice(first, first + ENTRIES_PER_CALL);
    refused.push(...(await sendBatch(client, queueUrl, batch, delaySeconds)));
  }
  return refused;
}

/** The messages that were not taken, and why. A call that fails as a whole takes none. */
async function sendBatch(
  client: SQSClient,
  QueueUrl: string,
  batch: readonly string[],
  delaySeconds: number,
): Promise<Refused<string>[]> {
  const { SendMessageBatchCommand } = await import('../client/sdk/sqs.ts');
  const Entries = batch.map((MessageBody, index) => ({
    Id: `${index}`,
    MessageBody,
    ...(delaySeconds > 0 && { DelaySeconds: delaySeconds }),
  }));
  try {
    const answer = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const taken = new Set(answer.Successful?.map(({ Id }) => Id));
    const failed = new Map(answer.Failed?.map(({ Id, Code, Message }) => [Id, Message ?? Code]));
    return Entries.flatMap(({ Id, MessageBody: item }) =>
      taken.has(Id) ? [] : { item, reason: failed.get(Id) ?? 'no answer' },
    );
  } catch (error) {
    const fault = classify(error);
    if (fault === undefined) throw error;
    return batch.map((item) => ({ item, reason: `${fault.name}: ${fault.message}` }));
  }
}

/**
 * Lets a message that was received be received again after `seconds`, at most 43,200.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
 */
export async function delayMessage(
  client: SQSClient,
  queueUrl: string,
  receiptHandle: string,
  seconds: number,
): Promise<void> {
  const { ChangeMessageVisibilityCommand } = await import('../client/sdk/sqs.ts');
  await client.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: queueUrl,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
}

/**
 * How many messages of a queue could be received now: approximately, and as of a minute ago. Neither those that are being
 * handled nor those that are put off are among them.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html
 *
 * @throws UnexpectedAnswer when AWS does not say
 */
export async function countWaiting(client: SQSClient, queueUrl: string): Promise<number> {
  const { GetQueueAttributesCommand } = await import('../client/sdk/sqs.ts');
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({
      QueueUrl: queueUrl,
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  const name = 'ApproximateNumberOfMessages';
  return Number(required(Attributes?.[name], name, queueUrl));
}
