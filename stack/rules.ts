import { functions, nameOf, type StackFunction } from './functions.ts';
import { queue, queuePolicy } from './queue.ts';
import { attribute, type Part, type Resource } from './resource.ts';
import type { Settings } from './settings.ts';

/** The rule of a function, by its logical id. */
export function ruleId({ id }: StackFunction): string {
  return `${id}Rule`;
}

/** The rule that forwards the RDS events of the home account and Region. */
export const FORWARD_RULE = 'ForwardRule';

/** The rule that keeps outcome events in a log group. */
export const RECORD_RULE = 'RecordRule';

const UNDELIVERED = 'UndeliveredEvents';

const listening: readonly StackFunction[] = functions.filter(({ events }) => events.length > 0);

/** Every RDS event that at least one function takes as a hint. */
export const allEvents: readonly string[] = [...new Set(listening.flatMap(({ events }) => events))].sort();

/** The rules on the inbox that put RDS events on the queues, and the queue for events of all rules that can't be delivered. */
export function rules(settings: Settings): Part {
  return {
    Resources: {
      ...Object.fromEntries(listening.map((fn) => [ruleId(fn), ruleOf(settings, fn)])),
      [UNDELIVERED]: queue(undeliveredName(settings)),
      [`${UNDELIVERED}Policy`]: queuePolicy(UNDELIVERED, [
        FORWARD_RULE,
        RECORD_RULE,
        ...listening.map(ruleId),
      ]),
    },
  };
}

function ruleOf(settings: Settings, fn: StackFunction): Resource {
  return {
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: nameOf(settings, fn),
      Description: `RDS events that ${fn.name} takes as hints`,
      EventBusName: attribute('InboxBus', 'Name'),
      EventPattern: pattern(fn.events),
      State: settings.enabled ? 'ENABLED' : 'DISABLED',
      Targets: [{ Id: 'queue', Arn: attribute(`${fn.id}Queue`), ...delivery }],
    },
  };
}

/**
 * RDS events of clusters and their snapshots, Neptune's and DocumentDB's too.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-cloud-watch-events.html
 */
export function pattern(events: readonly string[]): object {
  return {
    source: ['aws.rds'],
    'detail-type': ['RDS DB Cluster Event', 'RDS DB Cluster Snapshot Event'],
    detail: { EventID: events },
  };
}

/** Retries for a day. Events that are not delivered by then raise an alarm. */
export const delivery = {
  RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
  DeadLetterConfig: { Arn: attribute(UNDELIVERED) },
} as const;

/** The name of the queue of events that could not be delivered. */
export function undeliveredName({ stage }: Settings): string {
  return `dormouse-${stage}-undelivered-events`;
}
