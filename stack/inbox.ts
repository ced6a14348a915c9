import { attribute, type Part, type Resource, reference } from './resource.ts';
import { allEvents, delivery, FORWARD_RULE, pattern } from './rules.ts';
import type { Settings } from './settings.ts';

/** The bus that RDS events of all accounts and Regions come to, who may send to it, and the rule for the home Region. */
export function inbox(settings: Settings): Part {
  return {
    Resources: {
      InboxBus: {
        Type: 'AWS::Events::EventBus',
        Properties: {
          Name: `dormouse-${settings.stage}-inbox`,
          Description: 'RDS events of all accounts and Regions',
        },
      },
      ...guests(settings),
      [FORWARD_RULE]: {
        Type: 'AWS::Events::Rule',
        Properties: {
          Name: `dormouse-${settings.stage}-forward`,
          Description: 'Forwards RDS events of this account and Region',
          EventPattern: pattern(allEvents),
          Targets: [
            { Id: 'inbox', Arn: attribute('InboxBus'), RoleArn: attribute('ForwardRole'), ...delivery },
          ],
        },
      },
      ForwardRole: forwardRole,
    },
  };
}

/**
 * Lets other accounts put RDS events on the bus, which only AWS can: nobody else may send a source of `aws.`
 * As AWS's own example has it, `ForAllValues`: a call can bring several events, and one that AWS makes for a rule without
 * naming a source is not refused.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-example-policy-cross-account-custom-bus-source.html
 */
function guests({ accounts, organization }: Settings): Record<string, Resource> {
  const onlyRds = { 'ForAllValues:StringEquals': { 'events:source': 'aws.rds' } };
  const statements = [
    ...(accounts.length > 0 ? [allow('Accounts', { AWS: accounts }, onlyRds)] : []),
    ...(organization !== undefined
      ? [allow('Organization', '*', { StringEquals: { 'aws:PrincipalOrgID': organization }, ...onlyRds })]
      : []),
  ];
  return Object.fromEntries(
    statements.map((statement) => [
      `InboxFrom${statement.Sid}`,
      {
        Type: 'AWS::Events::EventBusPolicy',
        Properties: {
          EventBusName: attribute('InboxBus', 'Name'),
          StatementId: statement.Sid,
          Statement: statement,
        },
      },
    ]),
  );
}

function allow(sid: string, principal: unknown, condition: object) {
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: principal,
    Action: 'events:PutEvents',
    Resource: attribute('InboxBus'),
    Condition: condition,
  };
}

const forwardRole: Resource = {
  Type: 'AWS::IAM::Role',
  Properties: {
    Description: 'Lets the rule forward events to the inbox',
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'events.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': reference('AWS::AccountId') } },
        },
      ],
    },
    Policies: [
      {
        PolicyName: 'forward',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Sid: 'Forward', Effect: 'Allow', Action: 'events:PutEvents', Resource: attribute('InboxBus') },
          ],
        },
      },
    ],
  },
};
