import { describe, expect, test } from 'vitest';
import { drillPermissions } from '../../stack/drill-permissions.ts';
import { parseTemplate, resolve } from '../support/cloudformation.ts';
import { isAllowed } from '../support/iam/evaluate.ts';
import { parseStatements, type Statement } from '../support/iam/statement.ts';
import { allowedTo, spokeStack } from '../support/spoke.ts';

const account = '444455556666';
const rds = (name: string) => `arn:aws:rds:eu-central-1:${account}:${name}`;
const drillCluster = rds('cluster:dormouse-drill-orders-202611280200-1f2e3d4c');
const drillInstance = rds('db:dormouse-drill-orders-202611280200-1f2e3d4c-1');
const secret = `arn:aws:secretsmanager:eu-central-1:${account}:secret:rds!cluster-0123-AbCdEf`;
const fn = (name: string) => `arn:aws:lambda:eu-central-1:${account}:function:${name}`;

const tags = {
  'dormouse:created-by': 'drill-restores',
  'dormouse:deployment': 'prod',
  'dormouse:drill': '202611280200-1f2e3d4c',
};
const { 'dormouse:drill': _, ...withoutDrill } = tags;
const ofOthers = { ...tags, 'dormouse:deployment': 'dev' };

type Keys = Readonly<Record<string, string>>;

const context = (prefix: string, keys: Keys) =>
  Object.fromEntries(Object.entries(keys).map(([key, value]) => [`${prefix}${key.toLowerCase()}`, [value]]));
const asks = (keys: Keys) => context('aws:requesttag/', keys);
const bears = (keys: Keys) => context('aws:resourcetag/', keys);
const ofCluster = (arn: string) => ({ 'aws:resourcetag/aws:rds:primarydbclusterarn': [arn] });

/** In the account of the cluster, at home. */
const atHome: readonly Statement[] = parseStatements(
  resolve(
    { ...parseTemplate('{"Resources": {}}'), values: { 'AWS::AccountId': account } },
    {
      Version: '2012-10-17',
      Statement: drillPermissions({ stage: 'prod', roleName: 'dormouse', rolePath: '/' }),
    },
  ),
);
const inTarget = allowedTo(spokeStack({ parameters: { Drills: 'true' } }), 'Role');
const inTargetWithout = allowedTo(spokeStack(), 'Role');

const cases: readonly [action: string, resource: string, context: object, is: boolean][] = [
  ['rds:RestoreDBClusterFromSnapshot', drillCluster, asks(tags), true],
  ['rds:RestoreDBClusterFromSnapshot', drillCluster, asks(withoutDrill), false],
  ['rds:RestoreDBClusterFromSnapshot', drillCluster, asks(ofOthers), false],
  ['rds:RestoreDBClusterFromSnapshot', drillCluster, {}, false],
  ['rds:RestoreDBClusterFromSnapshot', rds('cluster:orders'), asks(tags), false],
  ['rds:RestoreDBClusterToPointInTime', drillCluster, asks(tags), true],
  ['rds:RestoreDBClusterToPointInTime', drillCluster, asks(withoutDrill), false],
  ['rds:CreateDBInstance', drillInstance, asks(tags), true],
  ['rds:CreateDBInstance', drillInstance, { ...asks(tags), 'rds:publiclyaccessible': ['false'] }, true],
  ['rds:CreateDBInstance', drillInstance, { ...asks(tags), 'rds:publiclyaccessible': ['true'] }, false],
  ['rds:CreateDBInstance', drillInstance, {}, false],
  ['rds:CreateDBInstance', rds('db:orders-1'), asks(tags), false],
  ['rds:CreateDBInstance', rds('cluster:orders'), asks(tags), false],
  ['rds:EnableHttpEndpoint', drillCluster, bears(tags), true],
  ['rds:EnableHttpEndpoint', rds('cluster:orders'), bears(tags), false],
  ['rds:DeleteDBCluster', drillCluster, bears(tags), true],
  ['rds:DeleteDBCluster', drillCluster, bears(withoutDrill), false],
  ['rds:DeleteDBCluster', drillCluster, bears(ofOthers), false],
  ['rds:DeleteDBCluster', drillCluster, {}, false],
  ['rds:DeleteDBCluster', rds('cluster:orders'), bears(tags), false],
  ['rds:DeleteDBInstance', drillInstance, bears(tags), true],
  ['rds:DeleteDBInstance', drillInstance, {}, false],
  ['rds:DeleteDBInstance', rds('db:orders-1'), bears(tags), false],
  ['rds:DeleteDBClusterSnapshot', rds('cluster-snapshot:orders'), bears(tags), false],
  ['rds-data:ExecuteStatement', drillCluster, {}, true],
  ['rds-data:ExecuteStatement', rds('cluster:orders'), bears(tags), false],
  ['secretsmanager:GetSecretValue', secret, ofCluster(drillCluster), true],
  ['secretsmanager:GetSecretValue', secret, ofCluster(rds('cluster:orders')), false],
  ['secretsmanager:GetSecretValue', secret, {}, false],
  ['lambda:InvokeFunction', fn('dormouse-drill-check-neptune'), {}, true],
  ['lambda:InvokeFunction', fn('dormouse-prod-pruneSnapshots'), {}, false],
];

describe.each(cases)('%s on %s with %o', (action, resource, context, is) => {
  const request = { action, resource, context: context as Readonly<Record<string, readonly string[]>> };

  test(`is allowed to restore drills: ${is}`, () => {
    expect(isAllowed(atHome, request)).toBe(is);
    expect(isAllowed(inTarget, request)).toBe(is);
  });

  test('is allowed to nobody where drills are off', () => {
    expect(isAllowed(inTargetWithout, request)).toBe(false);
  });
});

test('a drill can be given a master password, and no other cluster', () => {
  const ask = (statements: readonly Statement[], resource: string) =>
    isAllowed(statements, {
      action: 'rds:ModifyDBCluster',
      resource,
      context: { ...bears(tags), 'rds:managemasteruserpassword': ['true'] },
    });

  expect(ask(atHome, drillCluster)).toBe(true);
  expect(ask(inTarget, drillCluster)).toBe(true);
  expect(ask(atHome, rds('cluster:orders'))).toBe(false);
  expect(ask(inTarget, rds('cluster:orders'))).toBe(false);
});
