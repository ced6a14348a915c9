/** The service control policies of examples/organizations, judged for those whom they stop and those whom they leave alone. */

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type IamRequest, isAllowed } from '../support/iam/evaluate.ts';
import { parseStatements, type Statement } from '../support/iam/statement.ts';

/** A service control policy allows nothing: beside it stands the one that an organization begins with. */
const everything: Statement = { Effect: 'Allow', Action: ['*'], Resource: ['*'], Condition: {} };

const read = (name: string): Statement[] =>
  parseStatements(JSON.parse(readFileSync(`examples/organizations/${name}.json`, 'utf8')));
const tags = read('tags');
const production = read('production');

const role = (name: string, account = '444455556666') => `arn:aws:iam::${account}:role/${name}`;
const dormouse = role('dormouse');
const atHome = role('dormouse-prod-StopIdleClustersRole-1A2B3C4D5E6F7', '111122223333');
const operators = role('database-operators');
const developer = role('aws-reserved/sso.amazonaws.com/AWSReservedSSO_Developers_1');

const cluster = 'arn:aws:rds:eu-central-1:444455556666:cluster:orders';
const snapshot =
  'arn:aws:rds:eu-central-1:444455556666:cluster-snapshot:dormouse-orders-202611290300-12345678';

interface Asked {
  readonly principal: string;
  readonly action: string;
  readonly resource?: string;
  readonly env?: string;
  readonly tagKeys?: readonly string[];
}

const request = ({ principal, action, resource = cluster, env, tagKeys }: Asked): IamRequest => ({
  action: `rds:${action}`,
  resource,
  context: {
    'aws:principalarn': [principal],
    ...(env !== undefined && { 'aws:resourcetag/env': [env] }),
    ...(tagKeys !== undefined && { 'aws:tagkeys': tagKeys }),
  },
});

const lets = (policy: readonly Statement[], asked: Asked): boolean =>
  isAllowed([everything, ...policy], request(asked));

describe('tags', () => {
  test.each([
    ['the role of Dormouse in the account', dormouse, ['dormouse:power'], true],
    ['a function at home', atHome, ['dormouse:power'], true],
    ['the people who may', operators, ['dormouse:hold'], true],
    ['anybody else', developer, ['dormouse:hold'], false],
    ['anybody else, among tags of their own', developer, ['team', 'dormouse:hours'], false],
    ['anybody else, with tags of their own', developer, ['team', 'env'], true],
    ['a role that only begins alike', role('dormouse-of-mine'), ['dormouse:hold'], false],
  ])('%s: %#', (_, principal, tagKeys, is) => {
    expect(lets(tags, { principal, action: 'AddTagsToResource', tagKeys })).toBe(is);
    expect(lets(tags, { principal, action: 'RemoveTagsFromResource', tagKeys })).toBe(is);
  });

  test('nothing else is denied to anybody', () => {
    for (const action of ['StopDBCluster', 'DeleteDBCluster', 'DescribeDBClusters'])
      expect(lets(tags, { principal: developer, action })).toBe(true);
  });
});

describe('production', () => {
  const changes = ['StopDBCluster', 'DeleteDBCluster', 'ModifyDBCluster', 'StopActivityStream'];

  test.each(changes.flatMap((action) => [dormouse, atHome].map((principal) => [action, principal] as const)))(
    '%s by %s: not of production, and of all else',
    (action, principal) => {
      expect(lets(production, { principal, action, env: 'prod' })).toBe(false);
      expect(lets(production, { principal, action, env: 'production' })).toBe(false);
      expect(lets(production, { principal, action, env: 'dev' })).toBe(true);
      expect(lets(production, { principal, action })).toBe(true);
    },
  );

  test('instances of production are not deleted either', () => {
    const resource = 'arn:aws:rds:eu-central-1:444455556666:db:orders-1';

    expect(lets(production, { principal: dormouse, action: 'DeleteDBInstance', resource, env: 'prod' })).toBe(
      false,
    );
    expect(lets(production, { principal: dormouse, action: 'DeleteDBInstance', resource })).toBe(true);
  });

  test('it is started, read and protected by snapshots as before', () => {
    for (const action of [
      'StartDBCluster',
      'CreateDBClusterSnapshot',
      'DescribeDBClusters',
      'StartActivityStream',
    ])
      expect(lets(production, { principal: dormouse, action, env: 'prod' })).toBe(true);
  });

  test.each([
    ['dev', true],
    ['test', true],
    ['prod', false],
    // Without CopyTagsToSnapshot, a snapshot does not say of which cluster it is.
    [undefined, false],
  ])('a snapshot with the tag env %s is deleted: %s', (env, is) => {
    const asked = { principal: dormouse, action: 'DeleteDBClusterSnapshot', resource: snapshot };

    expect(lets(production, env === undefined ? asked : { ...asked, env })).toBe(is);
  });

  test('people do as they could before, but for the tag that marks production', () => {
    for (const action of [...changes, 'DeleteDBClusterSnapshot'])
      expect(lets(production, { principal: developer, action, env: 'prod' })).toBe(true);
    const mark = { action: 'AddTagsToResource', tagKeys: ['env'], env: 'prod' };

    expect(lets(production, { ...mark, principal: developer })).toBe(false);
    expect(lets(production, { ...mark, principal: dormouse })).toBe(false);
    expect(lets(production, { ...mark, principal: operators })).toBe(true);
    expect(lets(production, { ...mark, principal: developer, env: 'dev' })).toBe(true);
    expect(lets(production, { ...mark, principal: developer, tagKeys: ['team'] })).toBe(true);
  });
});

/**
 * The keys that RDS fills for these actions; `aws:PrincipalArn` is there in every request.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html
 */
const keys: Readonly<Record<string, readonly string[]>> = {
  'rds:AddTagsToResource': ['aws:TagKeys', 'aws:ResourceTag/env'],
  'rds:RemoveTagsFromResource': ['aws:TagKeys', 'aws:ResourceTag/env'],
  'rds:DeleteDBCluster': ['aws:ResourceTag/env'],
  'rds:DeleteDBInstance': ['aws:ResourceTag/env'],
  'rds:DeleteDBClusterSnapshot': ['aws:ResourceTag/env'],
  'rds:ModifyDBCluster': ['aws:ResourceTag/env'],
  'rds:StopActivityStream': ['aws:ResourceTag/env'],
  'rds:StopDBCluster': ['aws:ResourceTag/env'],
};

test.each([
  ['tags', tags],
  ['production', production],
])('each condition of %s has a key that its actions know, and the policy fits', (name, policy) => {
  for (const { Action, Condition } of policy) {
    const used = Object.values(Condition).flatMap((one) => Object.keys(one));
    for (const action of Action)
      expect([...(keys[action] ?? []), 'aws:PrincipalArn']).toEqual(expect.arrayContaining(used));
  }
  // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
  expect(readFileSync(`examples/organizations/${name}.json`, 'utf8').length).toBeLessThan(5120);
});
