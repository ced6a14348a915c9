import { deploymentName } from './account-settings.ts';
import { useKey } from './encryption.ts';
import { evidenceArn } from './evidence.ts';
import { deployed, type StackFunction } from './functions.ts';
import { keysOfOthers, permissionsOf } from './permissions.ts';
import { readPolicy } from './policy-permissions.ts';
import { attribute, inHome, type Part, type Resource, reference, substitute } from './resource.ts';
import type { Settings } from './settings.ts';
import { allow, inlinePolicy, type Statement, trust, writeLogs } from './statement.ts';

/** The role of each function, and the role of the schedules. */
export function roles(settings: Settings): Part {
  const home = inlinePolicy('home', ...atHome(settings));
  const all = deployed(settings);
  return {
    Resources: {
      ...Object.fromEntries(all.map((fn) => [`${fn.id}Role`, roleOf(settings, fn, home)])),
      SchedulerRole: schedulerRole(all),
    },
  };
}

function roleOf(settings: Settings, fn: StackFunction, home: object): Resource {
  const { keyAccounts } = settings;
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      Description: `What ${fn.name} may do`,
      AssumeRolePolicyDocument: trust('lambda.amazonaws.com'),
      Policies: [
        inlinePolicy('clusters', ...permissionsOf(settings)[fn.name], ...keysOfOthers(fn.name, keyAccounts)),
        writeLogs(fn.id),
        inlinePolicy(
          'queue',
          allow('OwnQueue', useQueue, attribute(`${fn.id}Queue`)),
          allow('OwnDeadLetters', 'sqs:SendMessage', attribute(`${fn.id}DeadLetters`)),
          ...useKey('UseKeyOfQueues', 'sqs', settings),
        ),
        ...(fn.needs === 'drills' ? [inlinePolicy('evidence', ...keepEvidence(settings))] : []),
        home,
      ],
    },
  };
}

/**
 * Evidence and marks are only ever added; only the records of drills under way are deleted. Without the permission to list,
 * S3 answers 403 instead of 404 for a key that is not there, so the listing has no condition:
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
function keepEvidence(settings: Settings): Statement[] {
  const { drills } = settings;
  if (drills === undefined) return [];
  return [
    allow('ListEvidence', 's3:ListBucket', evidenceArn(drills)),
    allow('KeepRecords', ['s3:GetObject', 's3:PutObject'], evidenceArn(drills, '/*')),
    allow('EndDrills', 's3:DeleteObject', evidenceArn(drills, '/open/*')),
    ...useKey('UseKeyOfEvidence', 's3', settings),
  ];
}

const useQueue = [
  'sqs:ChangeMessageVisibility',
  'sqs:DeleteMessage',
  'sqs:GetQueueAttributes',
  'sqs:ReceiveMessage',
  'sqs:SendMessage',
];

/** The further permissions of every function in the home account. */
function atHome(settings: Settings): Statement[] {
  const { policy, traced } = settings;
  return [
    ...enterTargets(settings),
    allow('ReportOutcomes', 'events:PutEvents', attribute('OutcomeBus')),
    // Change calendars are documents, of other Regions and accounts too, which share them.
    allow('ReadChangeCalendars', 'ssm:GetCalendarState', anyDocument),
    ...readPolicy(policy),
    allow(
      'ReadPauses',
      'ssm:GetParameter',
      inHome('ssm', `parameter/dormouse/${deploymentName(settings)}/paused`),
    ),
    // Neither action knows resources.
    ...(traced ? [allow('Trace', ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '*')] : []),
  ];
}

/**
 * The permissions to enter target accounts. With an organization, IAM itself lets the function into no account that does not
 * belong to it now, except those that the stack names: an account that has left is closed at once, whatever was listed before.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceorgid
 */
function enterTargets({ organization, accounts, roleName, rolePath }: Settings): Statement[] {
  const roleNamed = (name: string) => substitute(`arn:\${AWS::Partition}:iam::*:role${rolePath}${name}`);
  if (organization === undefined) {
    return [allow('EnterTargets', 'sts:AssumeRole', roleNamed(roleName))];
  }
  const roles = [roleNamed(roleName), roleNamed('dormouse-list')];
  return [
    allow('EnterTargets', 'sts:AssumeRole', roles, { StringEquals: { 'aws:ResourceOrgID': organization } }),
    ...(accounts.length > 0
      ? [
          // A condition takes a list that is known only when the stack is made, which a list of ARNs could not be.
          // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
          allow('EnterOtherTargets', 'sts:AssumeRole', roleNamed(roleName), {
            StringEquals: { 'aws:ResourceAccount': accounts },
          }),
        ]
      : []),
    // The actions that list accounts know no resources:
    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
    allow(
      'ListAccounts',
      [
        'organizations:ListAccounts',
        'organizations:ListAccountsForParent',
        'organizations:ListOrganizationalUnitsForParent',
      ],
      '*',
    ),
  ];
}

const anyDocument = substitute(`arn:\${AWS::Partition}:ssm:*:*:document/*`);

function schedulerRole(all: readonly StackFunction[]): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      Description: 'Lets the schedules invoke the functions',
      AssumeRolePolicyDocument: trust('scheduler.amazonaws.com', {
        StringEquals: { 'aws:SourceAccount': reference('AWS::AccountId') },
      }),
      Policies: [
        inlinePolicy(
          'invoke',
          allow(
            'InvokeFunctions',
            'lambda:InvokeFunction',
            all.map(({ id }) => attribute(`${id}LambdaFunction`)),
          ),
        ),
      ],
    },
  };
}
