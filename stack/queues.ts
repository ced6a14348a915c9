import { deadLettersOf, deployed, nameOf, type StackFunction } from './functions.ts';
import { queue, queuePolicy } from './queue.ts';
import { attribute, type Part, type Resource, substitute } from './resource.ts';
import { ruleId } from './rules.ts';
import type { Settings } from './settings.ts';

const DAY_SECONDS = 86_400;

/**
 * The function itself gives a message up after a day, in which it is received about a hundred times. This limit is for
 * messages on which the function crashes each time.
 */
const MAX_RECEIVE_COUNT = 120;

/** The queue and the dead-letter queue of each function, and who may send to them. */
export function queues(settings: Settings): Part {
  return { Resources: Object.assign({}, ...deployed(settings).map((fn) => queuesOf(settings, fn))) };
}

function queuesOf(settings: Settings, fn: StackFunction): Record<string, Resource> {
  const [own, deadLetters] = [`${fn.id}Queue`, `${fn.id}DeadLetters`];
  const name = nameOf(settings, fn);
  return {
    [own]: queue(name, {
      MessageRetentionPeriod: retentionSeconds(settings),
      VisibilityTimeout: visibilitySeconds(settings),
      RedrivePolicy: { deadLetterTargetArn: attribute(deadLetters), maxReceiveCount: MAX_RECEIVE_COUNT },
    }),
    [`${own}Policy`]: queuePolicy(own, fn.events.length > 0 ? [ruleId(fn)] : []),
    [deadLetters]: queue(deadLettersOf(settings, fn), {
      RedriveAllowPolicy: {
        redrivePermission: 'byQueue',
        sourceQueueArns: [
          substitute(`arn:\${AWS::Partition}:sqs:\${AWS::Region}:\${AWS::AccountId}:${name}`),
        ],
      },
    }),
    [`${deadLetters}Policy`]: queuePolicy(deadLetters, []),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
function visibilitySeconds({ timeoutSeconds, batchWindowSeconds }: Settings): number {
  return 6 * timeoutSeconds + batchWindowSeconds;
}

/**
 * Long enough for a message that crashes the function each time to become a dead letter, with a day to spare for waiting.
 * At most 9 days, which is less than dead letters are kept: a message takes its age along.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
 */
function retentionSeconds(settings: Settings): number {
  const crashing = MAX_RECEIVE_COUNT * visibilitySeconds(settings);
  return (Math.ceil(crashing / DAY_SECONDS) + 1) * DAY_SECONDS;
}
