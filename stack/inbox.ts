import { homeNote } from './home-note.ts';
import { attribute, type Part, type Resource, reference } from './resource.ts';
import { allEvents, delivery, FORWARD_RULE, pattern } from './rules.ts';
import type { Settings } from './settings.ts';
import { allow, inlinePolicy, type Statement, trust } from './statement.ts';

/** The bus for RDS events of all accounts and Regions, who may send to it, the rule that forwards those of home, and its note. */
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
      HomeNote: homeNote(settings),
    },
  };
}

/**
 * Lets other accounts put RDS events on the bus. Only AWS can: nobody else may send a source that begins with `aws.`
 * `ForAllValues`, as AWS's own example has it, because a call can bring several events, and a call that AWS makes for a
 * rule without naming a source must not be refused.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus-example-policy-cross-account-custom-bus-source.html
 */
function guests({ accounts, organization }: Settings): Record<string, Resource> {
  const onlyRds = { 'ForAllValues:StringEquals': { 'events:source': 'aws.rds' } };
  return {
    ...(accounts.length > 0 && { InboxFromAccounts: letIn('Accounts', { AWS: accounts }, onlyRds) }),
    ...(organization !== undefined && {
      InboxFromOrganization: letIn('Organization', '*', {
        StringEquals: { 'aws:PrincipalOrgID': organization },
        ...onlyRds,
      }),
    }),
  };
}

function letIn(sid: string, principal: unknown, condition: Statement['Condition']): Resource {
  return {
    Type: 'AWS::Events::EventBusPolicy',
    Properties: {
      EventBusName: attribute('InboxBus', 'Name'),
      StatementId: sid,
      Statement: {
        ...allow(sid, 'events:PutEvents', attribute('InboxBus'), condition),
        Principal: principal,
      },
    },
  };
}

const forwardRole: Resource = {
  Type: 'AWS::IAM::Role',
  Properties: {
    Description: 'Lets the rule forward events to the inbox',
    AssumeRolePolicyDocument: trust('events.amazonaws.com', {
      StringEquals: { 'aws:SourceAccount': reference('AWS::AccountId') },
    }),
    Policies: [inlinePolicy('forward', allow('Forward', 'events:PutEvents', attribute('InboxBus')))],
  },
};
