import { type Part, type Resource, reference, substitute, tlsOnly } from './resource.ts';
import type { Settings } from './settings.ts';

/** The topic that alarms notify, its key, and its subscriber if the parameters name one. */
export function alarmTopic(settings: Settings): Part {
  const { stage, alarmEmail } = settings;
  return {
    Resources: {
      AlarmKey: alarmKey,
      AlarmTopic: {
        Type: 'AWS::SNS::Topic',
        Properties: { TopicName: `dormouse-${stage}-alarms`, KmsMasterKeyId: reference('AlarmKey') },
      },
      AlarmTopicPolicy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: {
          Topics: [reference('AlarmTopic')],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              tlsOnly('sns:Publish', reference('AlarmTopic')),
              {
                Sid: 'OwnAlarmsOnly',
                Effect: 'Allow',
                Principal: { Service: 'cloudwatch.amazonaws.com' },
                Action: 'sns:Publish',
                Resource: reference('AlarmTopic'),
                Condition: {
                  StringEquals: { 'aws:SourceAccount': reference('AWS::AccountId') },
                  ArnLike: {
                    'aws:SourceArn': substitute(
                      `arn:\${AWS::Partition}:cloudwatch:\${AWS::Region}:\${AWS::AccountId}:alarm:dormouse-${stage}-*`,
                    ),
                  },
                },
              },
            ],
          },
        },
      },
      ...(alarmEmail !== undefined && {
        AlarmEmail: {
          Type: 'AWS::SNS::Subscription',
          Properties: { TopicArn: reference('AlarmTopic'), Protocol: 'email', Endpoint: alarmEmail },
        },
      }),
    },
  };
}

/**
 * Alarms can't publish to a topic that is encrypted with the AWS managed key of SNS, whose policy does not let CloudWatch
 * in.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html
 */
const alarmKey: Resource = {
  Type: 'AWS::KMS::Key',
  Properties: {
    Description: 'Encrypts the alarms of Dormouse',
    EnableKeyRotation: true,
    PendingWindowInDays: 7,
    KeyPolicy: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AccountDecides',
          Effect: 'Allow',
          Principal: { AWS: substitute(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root`) },
          Action: 'kms:*',
          Resource: '*',
        },
        {
          Sid: 'AlarmsEncrypt',
          Effect: 'Allow',
          Principal: { Service: 'cloudwatch.amazonaws.com' },
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Resource: '*',
          Condition: { StringEquals: { 'aws:SourceAccount': reference('AWS::AccountId') } },
        },
      ],
    },
  },
};
