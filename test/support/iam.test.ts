import { describe, expect, test } from 'vitest';
import { type IamRequest, isAllowed, unusedPermissions } from './iam/evaluate.ts';
import { parseStatements, type Statement } from './iam/statement.ts';

const cluster = 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders';

function policy(...statements: object[]): Statement[] {
  return parseStatements({ Version: '2012-10-17', Statement: statements });
}

function allow(element: object = {}): object {
  return { Effect: 'Allow', Action: 'rds:StopDBCluster', Resource: '*', ...element };
}

function request(context: IamRequest['context'] = {}, action = 'rds:StopDBCluster'): IamRequest {
  return { action, resource: cluster, context };
}

describe('action and resource', () => {
  test.each([
    ['allows what is named', allow({ Resource: cluster }), true],
    ['compares actions without case', allow({ Action: 'RDS:stopdbcluster' }), true],
    ['knows wildcards in actions', allow({ Action: ['ec2:*', 'rds:St?pDB*'] }), true],
    ['knows wildcards in resources', allow({ Resource: 'arn:aws:rds:*:111122223333:cluster:dev-*' }), true],
    ['denies another action', allow({ Action: 'rds:StartDBCluster' }), false],
    ['denies another resource', allow({ Resource: 'arn:aws:rds:*:111122223333:db:*' }), false],
    ['compares resources with case', allow({ Resource: cluster.toUpperCase() }), false],
    ['takes a dot for a dot', allow({ Action: 'rds.StopDBCluster' }), false],
  ])('%s', (_, statement, expected) => {
    expect(isAllowed(policy(statement), request())).toBe(expected);
  });

  test('denies when no statement applies', () => {
    expect(isAllowed([], request())).toBe(false);
  });

  test('lets a Deny win, wherever it stands', () => {
    const deny = allow({ Effect: 'Deny', Resource: 'arn:aws:rds:*:*:cluster:dev-*' });

    expect(isAllowed(policy(allow(), deny), request())).toBe(false);
    expect(isAllowed(policy(deny, allow()), request())).toBe(false);
  });
});

describe('conditions', () => {
  const keys = { 'aws:tagkeys': ['dormouse:power'] };

  test.each([
    ['StringEquals', { 'aws:ResourceTag/env': 'dev' }, { 'aws:resourcetag/env': ['dev'] }, true],
    ['StringEquals', { 'aws:ResourceTag/env': ['dev', 'test'] }, { 'aws:resourcetag/env': ['test'] }, true],
    ['StringEquals', { 'aws:ResourceTag/env': 'dev' }, { 'aws:resourcetag/env': ['prod'] }, false],
    ['StringEquals', { 'aws:ResourceTag/env': 'd*' }, { 'aws:resourcetag/env': ['dev'] }, false],
    ['StringEquals', { 'aws:ResourceTag/env': 'dev' }, {}, false],
    [
      'StringLike',
      { 'aws:RequestTag/dormouse:power': 'stop *' },
      { 'aws:requesttag/dormouse:power': ['stop 1'] },
      true,
    ],
    ['StringLike', { 'aws:RequestTag/dormouse:power': 'stop *' }, {}, false],
    ['Bool', { 'kms:GrantIsForAWSResource': 'true' }, { 'kms:grantisforawsresource': ['True'] }, true],
    ['Bool', { 'kms:GrantIsForAWSResource': 'true' }, { 'kms:grantisforawsresource': ['false'] }, false],
    ['Bool', { 'kms:GrantIsForAWSResource': 'true' }, {}, false],
    ['ArnLike', { 'aws:SourceArn': 'arn:aws:rds:*:*:cluster:dev-*' }, { 'aws:sourcearn': [cluster] }, true],
    ['ArnLike', { 'aws:SourceArn': 'arn:aws:*:dev-orders' }, { 'aws:sourcearn': [cluster] }, false],
    ['ForAllValues:StringEquals', { 'aws:TagKeys': 'dormouse:power' }, keys, true],
    ['ForAllValues:StringLike', { 'aws:TagKeys': 'dormouse:*' }, keys, true],
    [
      'ForAllValues:StringLike',
      { 'aws:TagKeys': 'dormouse:*' },
      { 'aws:tagkeys': ['dormouse:power', 'env'] },
      false,
    ],
    ['ForAllValues:StringLike', { 'aws:TagKeys': 'dormouse:*' }, {}, true],
    [
      'ForAnyValue:StringLike',
      { 'aws:TagKeys': 'dormouse:*' },
      { 'aws:tagkeys': ['dormouse:power', 'env'] },
      true,
    ],
    ['ForAnyValue:StringLike', { 'aws:TagKeys': 'dormouse:*' }, {}, false],
    ['StringNotEquals', { 'aws:a': ['1', '2'] }, { 'aws:a': ['2'] }, false],
    ['StringNotEquals', { 'aws:a': ['1', '2'] }, { 'aws:a': ['3'] }, true],
    ['StringNotEquals', { 'aws:a': '1' }, {}, true],
    ['ArnNotLike', { 'aws:a': 'arn:aws:iam::*:role/a*' }, { 'aws:a': ['arn:aws:iam::1:role/ab'] }, false],
    ['BoolIfExists', { 'aws:a': 'false' }, {}, true],
    ['BoolIfExists', { 'aws:a': 'false' }, { 'aws:a': ['true'] }, false],
  ])('%s %o against %o is %s', (operator, condition, context, expected) => {
    const statements = policy(allow({ Condition: { [operator]: condition } }));

    expect(isAllowed(statements, request(context))).toBe(expected);
  });

  test('wants all of them to hold', () => {
    const Condition = { StringEquals: { 'aws:a': '1', 'aws:b': '2' } };

    expect(isAllowed(policy(allow({ Condition })), request({ 'aws:a': ['1'] }))).toBe(false);
  });

  test.each([
    'NumericEquals',
    'StringNotSame',
    'Null',
    'ForAllValues',
    'ForAllValues:StringNotEquals',
    'toString',
  ])('does not pass the unknown operator %s', (operator) => {
    const statements = policy(allow({ Condition: { [operator]: { 'aws:a': '1' } } }));

    expect(() => isAllowed(statements, request())).toThrow(operator);
  });

  test('does not take a key of several values for one value', () => {
    const statements = policy(allow({ Condition: { StringEquals: { 'aws:TagKeys': 'a' } } }));

    expect(() => isAllowed(statements, request({ 'aws:tagkeys': ['a', 'b'] }))).toThrow('ForAllValues');
  });
});

test.each([{ NotAction: 'rds:*' }, { NotResource: '*' }, { Principal: '*' }])(
  'does not read past the unknown element %o',
  (element) => {
    expect(() => policy(allow(element))).toThrow(Object.keys(element)[0]);
  },
);

test('does not take a policy variable for text', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how a policy variable is written
  const statements = policy(allow({ Resource: 'arn:aws:rds:*:*:cluster:${aws:username}' }));

  expect(() => isAllowed(statements, request())).toThrow('policy variables');
});

test('names each action and each resource that nothing needed', () => {
  const other = 'arn:aws:rds:*:*:db:*';
  const statements = policy(
    allow({ Sid: 'Power', Action: ['rds:StopDBCluster', 'rds:StartDBCluster'], Resource: [cluster, other] }),
    allow({ Sid: 'Tag', Action: 'rds:AddTagsToResource' }),
    allow({ Sid: 'Never', Action: 'rds:DeleteDBCluster', Effect: 'Deny' }),
  );

  const unused = unusedPermissions(statements, [request()]);

  expect(unused).toEqual([
    'Power: rds:StartDBCluster',
    `Power: ${other}`,
    'Tag: rds:AddTagsToResource',
    'Tag: *',
  ]);
});
