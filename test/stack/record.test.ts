import { expect, test } from 'vitest';
import { retainLogs } from '../../stack/compiled-template.ts';
import { record } from '../../stack/record.ts';
import { rules } from '../../stack/rules.ts';
import { parseTemplate, resolve } from '../support/cloudformation.ts';
import { settingsWith } from './builders.ts';

const ofStack = (parameters: Readonly<Record<string, unknown>> = {}) =>
  record(settingsWith(parameters)).Resources;
const names = {
  OutcomeBus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'dormouse-test' } },
  ...rules(settingsWith()).Resources,
};
const resolved = (parameters?: Readonly<Record<string, unknown>>) => {
  const template = parseTemplate(JSON.stringify({ Resources: { ...names, ...ofStack(parameters) } }));
  return (id: string) => resolve(template, ofStack(parameters)[id]?.Properties) as Record<string, unknown>;
};

test('every outcome event comes to a log group whose name no other stack has', () => {
  const group = resolved()('RecordLogGroup');

  expect(group).toEqual({
    LogGroupName: '/aws/events/dormouse-test/51af3dc0-da77-11e4-872e-1234567db123',
    RetentionInDays: 400,
  });
  expect(resolved()('RecordRule')).toMatchObject({
    EventBusName: 'dormouse-test',
    EventPattern: { source: ['dormouse'] },
    Targets: [{ Arn: `arn:aws:logs:eu-central-1:111122223333:log-group:${group.LogGroupName}` }],
  });
});

test('only that rule may write to it', () => {
  const { PolicyDocument } = resolved()('RecordLogPolicy');
  const group =
    'arn:aws:logs:eu-central-1:111122223333:log-group:/aws/events/dormouse-test/51af3dc0-da77-11e4-872e-1234567db123:*';

  expect(JSON.parse(String(PolicyDocument)).Statement).toMatchObject([
    { Action: 'logs:CreateLogStream', Resource: group },
    {
      Action: 'logs:PutLogEvents',
      Resource: group,
      Condition: {
        ArnEquals: { 'aws:SourceArn': 'arn:aws:events:eu-central-1:111122223333:rule/dormouse-test-record' },
      },
    },
  ]);
});

test('an event that cannot be kept raises the alarm about undelivered events', () => {
  const { PolicyDocument } = rules(settingsWith()).Resources.UndeliveredEventsPolicy?.Properties ?? {};

  expect(JSON.stringify(ofStack().RecordRule)).toContain('["UndeliveredEvents","Arn"]');
  expect(JSON.stringify(PolicyDocument)).toContain('["RecordRule","Arn"]');
});

test.each([
  [{}, undefined, undefined],
  [{ retain: 'true' }, 'RetainExceptOnCreate', 'Retain'],
])('with %o, the record has the deletion policy %s', (parameters, deletion, replacement) => {
  const { RecordLogGroup, RecordArchive } = ofStack(parameters);

  expect([RecordLogGroup?.DeletionPolicy, RecordLogGroup?.UpdateReplacePolicy]).toEqual([
    deletion,
    replacement,
  ]);
  // Its rule would keep the bus from being deleted, and nothing else can be done with its events.
  expect(RecordArchive).not.toHaveProperty('DeletionPolicy');
});

test('the logs of functions can outlive the stack, and nothing else of it', () => {
  const template = {
    Resources: {
      StartClustersLogGroup: { Type: 'AWS::Logs::LogGroup' },
      StartClustersQueue: { Type: 'AWS::SQS::Queue' },
    },
  };

  retainLogs(template);

  expect(template.Resources).toEqual({
    StartClustersLogGroup: {
      Type: 'AWS::Logs::LogGroup',
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    },
    StartClustersQueue: { Type: 'AWS::SQS::Queue' },
  });
});

test('the archive keeps what can be replayed', () => {
  expect(resolved({ archiveRetention: '7' })('RecordArchive')).toMatchObject({
    SourceArn: 'arn:aws:events:eu-central-1:111122223333:event-bus/dormouse-test',
    RetentionDays: 7,
  });
});

test.each([
  ['retain', 'yes', 'true or false'],
  ['recordRetention', 31, 'a number of days that CloudWatch offers'],
  ['archiveRetention', 0, 'a whole number from 1 to 36500'],
])('refuses the parameter %s as %j', (name, value, form) => {
  expect(() => settingsWith({ [name]: value })).toThrow(`the parameter ${name} must be ${form}`);
});
