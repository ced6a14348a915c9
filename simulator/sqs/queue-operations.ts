import { QueueAttributeName } from '@aws-sdk/client-sqs';
import type { Call, Operation } from '../core/service.ts';
import { readAttributes, writeAttributes } from './attributes.ts';
import { invalidParameter, noSuchQueue, queueExists, unknownAttribute } from './errors.ts';
import { queueArn, queueUrl } from './place.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';

/**
 * CreateQueue, GetQueueUrl and the calls that describe a queue. Ages and counts are exact, where AWS's are approximate.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 */
export function queueOperations(
  queues: Queues,
  queueOf: (input: Record<string, unknown>, call: Call) => Queue,
): Readonly<Record<string, Operation>> {
  return {
    CreateQueue({ QueueName, Attributes }, call) {
      const name = String(QueueName);
      if (!/^[\w-]{1,80}$/.test(name)) {
        const reason = 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length';
        throw invalidParameter('QueueName', name, reason);
      }
      const place = { account: call.account, region: call.region, name };
      const attributes = readAttributes(Attributes);
      const { RedrivePolicy: redrive } = attributes;
      if (redrive !== undefined && queues.find(redrive.deadLetterTargetArn) === undefined) {
        throw invalidParameter(
          'RedrivePolicy',
          JSON.stringify(redrive),
          'Dead letter target does not exist.',
        );
      }
      const known = queues.find(queueArn(place));
      const differing = known && differenceOf(writeAttributes(known.attributes), writeAttributes(attributes));
      if (differing !== undefined) throw queueExists(differing);
      return { QueueUrl: queueUrl(known ?? queues.create(place, attributes), call.host) };
    },
    GetQueueUrl({ QueueName, QueueOwnerAWSAccountId }, call) {
      const account = String(QueueOwnerAWSAccountId ?? call.account);
      const queue = queues.find(queueArn({ account, region: call.region, name: String(QueueName) }));
      if (queue === undefined) throw noSuchQueue();
      return { QueueUrl: queueUrl(queue, call.host) };
    },
    GetQueueAttributes(input, call) {
      const all = describe(queueOf(input, call));
      const names = Array.isArray(input.AttributeNames) ? input.AttributeNames.map(String) : [];
      const unknown = names.find((name) => name !== 'All' && !known.has(name));
      if (unknown !== undefined) throw unknownAttribute(unknown);
      const wanted = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
      return wanted.length === 0 ? {} : { Attributes: Object.fromEntries(wanted) };
    },
    SetQueueAttributes(input, call) {
      const queue = queueOf(input, call);
      queue.attributes = readAttributes({
        ...writeAttributes(queue.attributes),
        ...Object(input.Attributes),
      });
      return {};
    },
    PurgeQueue(input, call) {
      queueOf(input, call).purge();
      return {};
    },
  };
}

function describe(queue: Queue): Record<string, string> {
  const { visible, inFlight, delayed } = queue.counts();
  const created = String(Math.floor(queue.createdAt / 1_000));
  return {
    ...writeAttributes(queue.attributes),
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: created,
    LastModifiedTimestamp: created,
  };
}

const known = new Set<string>(Object.values(QueueAttributeName));

function differenceOf(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) {
  return Object.keys({ ...a, ...b }).find((name) => a[name] !== b[name]);
}
