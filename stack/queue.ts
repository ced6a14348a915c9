import { attribute, type Resource, reference, tlsOnly } from './resource.ts';

/** The longest retention of SQS. */
const FOURTEEN_DAYS_SECONDS = 14 * 86_400;

/** A queue that is encrypted at rest. */
export function queue(name: string, properties: Readonly<Record<string, unknown>> = {}): Resource {
  return {
    Type: 'AWS::SQS::Queue',
    Properties: {
      QueueName: name,
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: FOURTEEN_DAYS_SECONDS,
      ...properties,
    },
  };
}

/** Lets rules send to a queue, and nobody use it without TLS. Roles of the account need their own permissions. */
export function queuePolicy(queueId: string, ruleIds: readonly string[]): Resource {
  const allow = {
    Sid: 'RulesOnly',
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: attribute(queueId),
    Condition: { ArnEquals: { 'aws:SourceArn': ruleIds.map((id) => attribute(id)) } },
  };
  return {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [reference(queueId)],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [tlsOnly('sqs:*', attribute(queueId)), ...(ruleIds.length > 0 ? [allow] : [])],
      },
    },
  };
}
