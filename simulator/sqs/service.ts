import type { Call, Service } from '../core/service.ts';
import { noSuchQueue, notYours } from './errors.ts';
import { messageOperations } from './message-operations.ts';
import { queueArn, readQueueUrl } from './place.ts';
import type { Queue } from './queue.ts';
import { queueOperations } from './queue-operations.ts';
import type { Queues } from './queues.ts';
import { receive } from './receive.ts';

/** SQS: standard queues, each for the callers of its own account. */
export function createSqs(queues: Queues): Service {
  function queueOf(input: Record<string, unknown>, call: Call): Queue {
    const place = placeOf(input, call);
    const queue = queues.find(queueArn(place));
    if (queue === undefined) throw noSuchQueue();
    if (place.account !== call.account) throw notYours(String(input.QueueUrl));
    return queue;
  }

  return {
    name: 'sqs',
    operations: {
      ...queueOperations(queues, queueOf),
      ...messageOperations(queueOf),
      ReceiveMessage: (input, call) => receive(queueOf(input, call), input),
    },
    resources: (input, call) => [queueArn(placeOf(input, call))],
  };
}

/** A queue is named by its URL, or by its name when its URL is asked for; its Region is that of the call. */
function placeOf({ QueueUrl, QueueName, QueueOwnerAWSAccountId }: Record<string, unknown>, call: Call) {
  const { region } = call;
  const named = readQueueUrl(String(QueueUrl));
  if (named !== undefined) return { ...named, region };
  return { account: String(QueueOwnerAWSAccountId ?? call.account), region, name: String(QueueName ?? '') };
}
