import type { MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSEvent, SQSMessageAttribute, SQSRecord } from 'aws-lambda';
import { defined } from '../../shared/defined.ts';
import { attributesDigest, bodyDigest } from '../sqs/digest.ts';
import { type Received, systemAttributes } from '../sqs/message.ts';
import type { Queue } from '../sqs/queue.ts';

/**
 * The event that Lambda hands to a function for a batch of messages.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function sqsEvent(queue: Queue, batch: readonly Received[]): SQSEvent {
  return { Records: batch.map((received) => toRecord(queue, received)) };
}

function toRecord({ arn, region }: Queue, { message, handle }: Received): SQSRecord {
  const digest = attributesDigest(message.attributes);
  const {
    SenderId = '',
    SentTimestamp = '',
    ApproximateReceiveCount = '',
    ...more
  } = systemAttributes(message);
  const { ApproximateFirstReceiveTimestamp = '' } = more;
  return {
    messageId: message.id,
    receiptHandle: handle,
    body: message.body,
    attributes: {
      ...more,
      ...{ SenderId, SentTimestamp, ApproximateReceiveCount, ApproximateFirstReceiveTimestamp },
    },
    messageAttributes: Object.fromEntries(
      Object.entries(message.attributes).map(([name, value]) => [name, toAttribute(value)]),
    ),
    md5OfBody: bodyDigest(message.body),
    ...defined({ md5OfMessageAttributes: digest }),
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: region,
  };
}

function toAttribute({
  DataType = '',
  StringValue,
  BinaryValue,
}: MessageAttributeValue): SQSMessageAttribute {
  return {
    ...defined({ stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}
