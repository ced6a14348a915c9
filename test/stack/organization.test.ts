import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { functions } from '../../stack/functions.ts';
import { roles } from '../../stack/roles.ts';
import { parseTemplate, resolve } from '../support/cloudformation.ts';
import { isAllowed } from '../support/iam/evaluate.ts';
import { parseStatements, type Statement } from '../support/iam/statement.ts';
import { settingsWith } from './builders.ts';

const organization = 'o-a1b2c3d4e5';
const policies = z.array(z.looseObject({ PolicyName: z.string(), PolicyDocument: z.unknown() }));

/** The permissions of a function at home, with these parameters. */
function atHome(id: string, parameters: Readonly<Record<string, unknown>>): Statement[] {
  const stack = parseTemplate(
    JSON.stringify({
      Resources: { ...roles(settingsWith({ drills: true, ...parameters })).Resources, ...names },
    }),
  );
  const home = policies
    .parse(stack.Resources[`${id}Role`]?.Properties.Policies)
    .find(({ PolicyName }) => PolicyName === 'home');
  return parseStatements(resolve(stack, home?.PolicyDocument));
}

const names = { OutcomeBus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'dormouse-test' } } };

/** Assuming a role, in an account of an organization or of none. */
const assume = (name: string, owner?: string, account = '444455556666') => ({
  action: 'sts:AssumeRole',
  resource: `arn:aws:iam::${account}:role/${name}`,
  context: { 'aws:resourceaccount': [account], ...(owner !== undefined && { 'aws:resourceorgid': [owner] }) },
});
const list = (action: string) => ({ action: `organizations:${action}`, resource: '*', context: {} });

describe.each(functions)('$name', ({ id }) => {
  test.each([
    ['the role in an account of the organization', assume('dormouse', organization), true],
    ['the role that lists accounts', assume('dormouse-list', organization), true],
    ['the role in another organization', assume('dormouse', 'o-zzzzzzzzzz'), false],
    ['the role in an account that has left', assume('dormouse'), false],
    ['the role in an account that the stack names', assume('dormouse', undefined, '777788889999'), true],
    [
      'the listing role in an account that the stack names',
      assume('dormouse-list', undefined, '777788889999'),
      false,
    ],
    ['another role', assume('OrganizationAccountAccessRole', organization), false],
    ['the accounts', list('ListAccounts'), true],
    ['the accounts of a unit', list('ListAccountsForParent'), true],
    ['the units of a unit', list('ListOrganizationalUnitsForParent'), true],
    ['a change of the organization', list('MoveAccount'), false],
    ['the policies of the organization', list('ListPolicies'), false],
  ])('with an organization, may reach %s: %#', (_, request, is) => {
    const statements = atHome(id, { organization, accounts: '777788889999' });

    expect(isAllowed(statements, request)).toBe(is);
  });

  test.each([
    ['the role in any account', assume('dormouse'), true],
    ['the role that lists accounts', assume('dormouse-list'), false],
    ['the accounts', list('ListAccounts'), false],
  ])('without one, may reach %s: %#', (_, request, is) => {
    expect(isAllowed(atHome(id, {}), request)).toBe(is);
  });
});

test('no statement is there in vain: without it, something of this would be refused', () => {
  const statements = atHome('StopIdleClusters', { organization, accounts: '777788889999' });
  const needed = [
    assume('dormouse', organization),
    assume('dormouse-list', organization),
    assume('dormouse', undefined, '777788889999'),
    ...['ListAccounts', 'ListAccountsForParent', 'ListOrganizationalUnitsForParent'].map(list),
    {
      action: 'events:PutEvents',
      resource: 'arn:aws:events:eu-central-1:111122223333:event-bus/dormouse-test',
      context: {},
    },
    {
      action: 'ssm:GetParameter',
      resource: 'arn:aws:ssm:eu-central-1:111122223333:parameter/dormouse/test/paused',
      context: {},
    },
    {
      action: 'ssm:GetCalendarState',
      resource: 'arn:aws:ssm:us-east-1:444455556666:document/freeze',
      context: {},
    },
  ];

  for (const one of statements) {
    const others = statements.filter((statement) => statement !== one);
    expect(
      needed.every((request) => isAllowed(others, request)),
      `without ${one.Sid}`,
    ).toBe(false);
  }
  expect(needed.every((request) => isAllowed(statements, request))).toBe(true);
});
