/**
 * The role by which CloudFormation deploys a stage: it may make, change and remove every resource of the stack, under the
 * names of that stage alone.
 */

import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { parts } from '../../stack/parts.ts';
import { everything, settings, settingsWith } from '../stack/builders.ts';
import { readTemplate, resolve } from '../support/cloudformation.ts';
import { type IamRequest, isAllowed } from '../support/iam/evaluate.ts';
import { parseStatements, type Statement } from '../support/iam/statement.ts';
import { account, types } from './handled-types.ts';

const role = (parameters: Readonly<Record<string, string>> = {}): Statement[] => {
  const values = {
    Stage: 'test',
    RolePath: '/',
    PermissionsBoundary: '',
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
  };
  const template = {
    ...readTemplate('examples/organizations/deployment-role.yml'),
    values: { ...values, ...parameters },
  };
  return z
    .array(z.looseObject({ PolicyDocument: z.unknown() }))
    .parse(resolve(template, template.Resources.Role?.Properties.Policies))
    .flatMap(({ PolicyDocument }) => parseStatements(PolicyDocument));
};

/** A name that CloudFormation gives, or that the template does, to a resource of this type. */
const sample: Readonly<Record<string, string>> = {
  'AWS::Logs::LogGroup': '/aws/lambda/dormouse-test-startClusters',
  'AWS::Events::EventBus': 'dormouse-test-inbox',
  'AWS::Events::Rule': 'dormouse-test-inbox/dormouse-test-startClusters',
  'AWS::SNS::Topic': 'dormouse-test-alarms',
  'AWS::SSM::Parameter': 'dormouse/test/dormouse',
  'AWS::Scheduler::Schedule': 'dormouse-test',
  'AWS::Scheduler::ScheduleGroup': 'dormouse-test',
};

const requestsOf = (type: string, name: string): IamRequest[] => {
  const { actions, arn, context = {} } = types[type] ?? { actions: '', arn: String };
  return actions.split(' ').map((action) => ({ action, resource: arn(name), context }));
};

/** Types that only the compiled template has. */
const ofServerless = [
  ...['AWS::Lambda::Function', 'AWS::Lambda::EventInvokeConfig', 'AWS::Lambda::EventSourceMapping'],
  ...['AWS::Scheduler::Schedule'],
];

/** The policy in AppConfig has a function of its own. */
const withValidator = settingsWith({ policy: 'appconfig:dormouse/live/policy' });

const used = [
  ...new Set(
    [everything, settings, withValidator].flatMap((of) =>
      Object.values(parts).flatMap((part) => Object.values(part(of).Resources).map(({ Type }) => Type)),
    ),
  ),
].toSorted();

test('every type of the stack is known here, and no other', () => {
  expect([...used, ...ofServerless].toSorted()).toEqual(Object.keys(types).toSorted());
});

describe.each(Object.keys(types))('%s', (type) => {
  test('is made, changed and removed under a name of the stage', () => {
    const refused = requestsOf(type, sample[type] ?? 'dormouse-test-name-1A2B3C').filter(
      (request) => !isAllowed(role(), request),
    );

    expect(refused).toEqual([]);
  });
});

const named = Object.keys(types).filter((type) => types[type]?.arn('a') !== types[type]?.arn('b'));

test.each(named)('%s of another stage or of somebody else is left alone', (type) => {
  // These know no resources.
  for (const name of ['dormouse-prod-name', 'orders', '/aws/lambda/orders', 'orders/dormouse-test'])
    for (const request of requestsOf(type, name))
      if (!/^(cloudwatch|logs):Describe/.test(request.action))
        expect(isAllowed(role(), request), `${request.action} on ${request.resource}`).toBe(false);
});

test.each([
  ['lambda.amazonaws.com', 'dormouse-test-StartClustersRole-1A', true],
  ['scheduler.amazonaws.com', 'dormouse-test-SchedulerRole-1A', true],
  ['events.amazonaws.com', 'dormouse-test-ForwardRole-1A', true],
  ['ec2.amazonaws.com', 'dormouse-test-StartClustersRole-1A', false],
  ['lambda.amazonaws.com', 'admin', false],
])('a role is handed to %s: %s, %s', (service, name, is) => {
  const resource = `arn:aws:iam::${account}:role/${name}`;
  const context = { 'iam:passedtoservice': [service] };

  expect(isAllowed(role(), { action: 'iam:PassRole', resource, context })).toBe(is);
});

test('with a boundary it makes no role without that boundary, and none outside of the path', () => {
  const fenced = role({ PermissionsBoundary: 'boundaries/dormouse', RolePath: '/platform/' });
  const make = (boundary: string | undefined, path = '/platform/'): IamRequest => ({
    action: 'iam:CreateRole',
    resource: `arn:aws:iam::${account}:role${path}dormouse-test-StartClustersRole-1A`,
    context:
      boundary === undefined
        ? {}
        : { 'iam:permissionsboundary': [`arn:aws:iam::${account}:policy/${boundary}`] },
  });

  expect(isAllowed(fenced, make('boundaries/dormouse'))).toBe(true);
  expect(isAllowed(fenced, make('boundaries/other'))).toBe(false);
  expect(isAllowed(fenced, make(undefined))).toBe(false);
  expect(isAllowed(fenced, make('boundaries/dormouse', '/'))).toBe(false);
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
test('its policies fit into a role, and read no cluster, no log and no message', () => {
  expect(
    JSON.stringify(role({ RolePath: '/platform/', PermissionsBoundary: 'boundaries/dormouse' })).length,
  ).toBeLessThan(10_240);
  for (const action of [
    'rds:DescribeDBClusters',
    'logs:GetLogEvents',
    'logs:FilterLogEvents',
    'sqs:ReceiveMessage',
    'iam:AttachRolePolicy',
  ])
    expect(isAllowed(role(), { action, resource: '*', context: {} })).toBe(false);
});
