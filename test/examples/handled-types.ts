import type { IamRequest } from '../support/iam/evaluate.ts';

/** The account of the stack. */
export const account = '111122223333';
const region = 'eu-central-1';
const KEY_TAGS = { 'aws:requesttag/project': ['dormouse'], 'aws:resourcetag/project': ['dormouse'] };

/** The calls that CloudFormation makes for a type of resource, and the ARN of one with a name. */
export interface Handled {
  readonly actions: string;
  readonly arn: (name: string) => string;
  readonly context?: IamRequest['context'];
}

const at = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
const fn = (name: string) => at('lambda', `function:${name}`);

/** By the `handlers` of the resource schemas: https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-schema.html */
export const types: Readonly<Record<string, Handled>> = {
  'AWS::Lambda::Function': {
    actions:
      'lambda:CreateFunction lambda:DeleteFunction lambda:GetFunction lambda:UpdateFunctionCode lambda:UpdateFunctionConfiguration lambda:PutFunctionConcurrency lambda:DeleteFunctionConcurrency lambda:PutFunctionRecursionConfig lambda:TagResource lambda:UntagResource lambda:ListTags',
    arn: fn,
  },
  'AWS::Lambda::EventInvokeConfig': {
    actions:
      'lambda:PutFunctionEventInvokeConfig lambda:UpdateFunctionEventInvokeConfig lambda:DeleteFunctionEventInvokeConfig lambda:GetFunctionEventInvokeConfig',
    arn: fn,
  },
  'AWS::Lambda::EventSourceMapping': {
    actions:
      'lambda:CreateEventSourceMapping lambda:UpdateEventSourceMapping lambda:DeleteEventSourceMapping lambda:GetEventSourceMapping',
    arn: () => at('lambda', 'event-source-mapping:1a2b3c4d'),
    context: { 'lambda:functionarn': [fn('dormouse-test-startClusters')] },
  },
  'AWS::Lambda::Permission': {
    actions: 'lambda:AddPermission lambda:RemovePermission lambda:GetPolicy',
    arn: fn,
  },
  'AWS::Scheduler::Schedule': {
    actions:
      'scheduler:CreateSchedule scheduler:UpdateSchedule scheduler:DeleteSchedule scheduler:GetSchedule',
    arn: (name) => at('scheduler', `schedule/${name}/startClusters`),
  },
  'AWS::Scheduler::ScheduleGroup': {
    actions:
      'scheduler:CreateScheduleGroup scheduler:DeleteScheduleGroup scheduler:GetScheduleGroup scheduler:TagResource',
    arn: (name) => at('scheduler', `schedule-group/${name}`),
  },
  'AWS::IAM::Role': {
    actions:
      'iam:CreateRole iam:DeleteRole iam:GetRole iam:PutRolePolicy iam:DeleteRolePolicy iam:GetRolePolicy iam:ListRolePolicies iam:UpdateAssumeRolePolicy iam:UpdateRoleDescription iam:TagRole iam:UntagRole',
    arn: (name) => `arn:aws:iam::${account}:role/${name}`,
  },
  'AWS::SSM::Parameter': {
    actions:
      'ssm:PutParameter ssm:DeleteParameter ssm:GetParameters ssm:AddTagsToResource ssm:RemoveTagsFromResource ssm:ListTagsForResource',
    arn: (name) => at('ssm', `parameter/${name}`),
  },
  'AWS::SQS::Queue': {
    actions:
      'sqs:CreateQueue sqs:DeleteQueue sqs:GetQueueAttributes sqs:GetQueueUrl sqs:SetQueueAttributes sqs:TagQueue sqs:UntagQueue sqs:ListQueueTags',
    arn: (name) => at('sqs', name),
  },
  'AWS::SQS::QueuePolicy': {
    actions: 'sqs:SetQueueAttributes',
    arn: () => at('sqs', 'dormouse-test-startClusters'),
  },
  'AWS::Events::EventBus': {
    actions:
      'events:CreateEventBus events:DeleteEventBus events:DescribeEventBus events:UpdateEventBus events:TagResource',
    arn: (name) => at('events', `event-bus/${name}`),
  },
  'AWS::Events::EventBusPolicy': {
    actions: 'events:PutPermission events:RemovePermission',
    arn: () => at('events', 'event-bus/dormouse-test-inbox'),
  },
  'AWS::Events::Rule': {
    actions:
      'events:PutRule events:DeleteRule events:DescribeRule events:PutTargets events:RemoveTargets events:ListTargetsByRule events:EnableRule events:DisableRule',
    arn: (name) => at('events', `rule/${name}`),
  },
  'AWS::Events::Archive': {
    actions: 'events:CreateArchive events:UpdateArchive events:DeleteArchive events:DescribeArchive',
    arn: () => at('events', 'archive/RecordArchive-1A2B3C'),
  },
  'AWS::SNS::Topic': {
    actions: 'sns:CreateTopic sns:DeleteTopic sns:GetTopicAttributes sns:SetTopicAttributes sns:TagResource',
    arn: (name) => at('sns', name),
  },
  'AWS::SNS::TopicPolicy': {
    actions: 'sns:SetTopicAttributes',
    arn: () => at('sns', 'dormouse-test-alarms'),
  },
  'AWS::SNS::Subscription': {
    actions: 'sns:Subscribe sns:Unsubscribe',
    arn: () => at('sns', 'dormouse-test-alarms'),
  },
  'AWS::KMS::Key': {
    actions:
      'kms:CreateKey kms:DescribeKey kms:EnableKeyRotation kms:PutKeyPolicy kms:ScheduleKeyDeletion kms:TagResource',
    arn: () => at('kms', 'key/1234abcd'),
    context: KEY_TAGS,
  },
  'AWS::CloudWatch::Alarm': {
    actions:
      'cloudwatch:PutMetricAlarm cloudwatch:DeleteAlarms cloudwatch:DescribeAlarms cloudwatch:TagResource',
    arn: (name) => at('cloudwatch', `alarm:${name}`),
  },
  'AWS::CloudWatch::CompositeAlarm': {
    actions: 'cloudwatch:PutCompositeAlarm cloudwatch:DeleteAlarms cloudwatch:DescribeAlarms',
    arn: (name) => at('cloudwatch', `alarm:${name}`),
  },
  'AWS::CloudWatch::Dashboard': {
    actions: 'cloudwatch:PutDashboard cloudwatch:DeleteDashboards cloudwatch:GetDashboard',
    arn: (name) => `arn:aws:cloudwatch::${account}:dashboard/${name}`,
  },
  'AWS::Logs::LogGroup': {
    actions:
      'logs:CreateLogGroup logs:DeleteLogGroup logs:PutRetentionPolicy logs:TagResource logs:AssociateKmsKey logs:DisassociateKmsKey',
    arn: (name) => at('logs', `log-group:${name}`),
  },
  'AWS::Logs::QueryDefinition': {
    actions: 'logs:PutQueryDefinition logs:DeleteQueryDefinition logs:DescribeQueryDefinitions',
    arn: () => '*',
  },
  'AWS::Logs::ResourcePolicy': {
    actions: 'logs:PutResourcePolicy logs:DeleteResourcePolicy logs:DescribeResourcePolicies',
    arn: () => '*',
  },
  'AWS::S3::Bucket': {
    actions:
      's3:CreateBucket s3:DeleteBucket s3:PutBucketVersioning s3:PutBucketObjectLockConfiguration s3:PutEncryptionConfiguration s3:PutLifecycleConfiguration s3:PutBucketPublicAccessBlock s3:PutBucketOwnershipControls s3:PutBucketLogging s3:PutBucketTagging',
    arn: (name) => `arn:aws:s3:::${name}`,
  },
  'AWS::S3::BucketPolicy': {
    actions: 's3:PutBucketPolicy s3:DeleteBucketPolicy s3:GetBucketPolicy',
    arn: (name) => `arn:aws:s3:::${name}`,
  },
};
