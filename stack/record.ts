import { attribute, type Part, type Resource, reference, retainedLogs, substitute } from './resource.ts';
import { delivery, RECORD_RULE } from './rules.ts';
import type { Settings } from './settings.ts';

const GROUP = 'RecordLogGroup';

/**
 * The record of what was done: every outcome event in a log group, which `dormouse history` reads, and an archive of the
 * bus, from which the events can be sent through it again.
 */
export function record(settings: Settings): Part {
  return {
    Resources: {
      [GROUP]: logGroup(settings),
      RecordLogPolicy: logPolicy(settings),
      [RECORD_RULE]: rule(settings),
      RecordArchive: archive(settings),
    },
    Outputs: {
      RecordLogGroupName: {
        Description: 'The log group with every outcome event',
        Value: reference(GROUP),
      },
    },
  };
}

/**
 * Its name ends with the id of the stack: a group that an earlier stack has left is not in the way of the next, and
 * `dormouse history` reads both. Only names that begin with `/aws/events` are offered as targets in the console.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-logs-archive.html
 */
function logGroup({ stage, retain, recordRetentionDays }: Settings): Resource {
  const id = { 'Fn::Select': [2, { 'Fn::Split': ['/', reference('AWS::StackId')] }] };
  return {
    Type: 'AWS::Logs::LogGroup',
    ...(retain && retainedLogs),
    Properties: {
      LogGroupName: { 'Fn::Sub': [`/aws/events/dormouse-${stage}/\${Id}`, { Id: id }] },
      RetentionInDays: recordRetentionDays,
    },
  };
}

/**
 * For log groups, EventBridge takes no role:
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-cloudwatchlogs-permissions
 */
function logPolicy({ stage }: Settings): Resource {
  const allow = {
    Effect: 'Allow',
    Principal: { Service: ['events.amazonaws.com', 'delivery.logs.amazonaws.com'] },
  };
  const group = `\${${GROUP}.Arn}`;
  const document = {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'BeginRecords', ...allow, Action: 'logs:CreateLogStream', Resource: group },
      {
        Sid: 'KeepRecords',
        ...allow,
        Action: 'logs:PutLogEvents',
        Resource: group,
        Condition: { ArnEquals: { 'aws:SourceArn': `\${${RECORD_RULE}.Arn}` } },
      },
    ],
  };
  return {
    Type: 'AWS::Logs::ResourcePolicy',
    Properties: {
      PolicyName: `dormouse-${stage}-record`,
      PolicyDocument: substitute(JSON.stringify(document)),
    },
  };
}

function rule({ stage }: Settings): Resource {
  return {
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: `dormouse-${stage}-record`,
      Description: 'Keeps every outcome event in a log group',
      EventBusName: attribute('OutcomeBus', 'Name'),
      EventPattern: { source: ['dormouse'] },
      Targets: [
        {
          Id: 'record',
          Arn: substitute(
            `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:\${${GROUP}}`,
          ),
          ...delivery,
        },
      ],
    },
  };
}

/**
 * An archive of every event: nothing else is put on the bus, and moto takes no pattern in a template. It is deleted together
 * with its bus: an archive has a rule on the bus, which cannot be deleted before its rules, and its events can be
 * replayed to that bus alone. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ReplayDestination.html
 */
function archive({ archiveRetentionDays }: Settings): Resource {
  return {
    Type: 'AWS::Events::Archive',
    Properties: {
      Description: 'Outcome events of Dormouse, to be replayed',
      SourceArn: attribute('OutcomeBus'),
      RetentionDays: archiveRetentionDays,
    },
  };
}
