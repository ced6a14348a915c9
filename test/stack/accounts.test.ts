/** The settings that fit the stack into an organization, and that keep two homes apart which share an account. */

import { describe, expect, test } from 'vitest';
import { deploymentName } from '../../stack/account-settings.ts';
import { parts } from '../../stack/parts.ts';
import type { Resource } from '../../stack/resource.ts';
import { roles } from '../../stack/roles.ts';
import { parseTemplate, resolve, resourcesOfType } from '../support/cloudformation.ts';
import { type IamRequest, isAllowed } from '../support/iam/evaluate.ts';
import { parseStatements, type Statement } from '../support/iam/statement.ts';
import { allowedTo, letsIn, spokeHome, spokeStack } from '../support/spoke.ts';
import { everything, settings, settingsWith } from './builders.ts';

const rolesOf = (of = everything): [string, Resource][] =>
  Object.values(parts)
    .flatMap((part) => Object.entries(part(of).Resources))
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role');

describe('path and boundary', () => {
  test('every role of the home has both', () => {
    expect(rolesOf().length).toBeGreaterThan(9);
    for (const [id, { Properties }] of rolesOf()) {
      expect(Properties, id).toMatchObject({
        Path: '/platform/',
        PermissionsBoundary: {
          'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/boundaries/dormouse`,
        },
      });
    }
  });

  test('without the parameters no role has either, so that nothing changes', () => {
    const named = rolesOf(settings).flatMap(([, { Properties }]) => Object.keys(Properties));

    expect(named).not.toContain('Path');
    expect(named).not.toContain('PermissionsBoundary');
  });

  test('every role of a target account has both, and none without the parameters', () => {
    const Readers = [`arn:aws:iam::${spokeHome.account}:role/ci`];
    const made = (parameters: Readonly<Record<string, string>>) =>
      resourcesOfType(spokeStack({ parameters: { Readers, ...parameters } }), 'AWS::IAM::Role');
    const fenced = made({ RolePath: '/platform/', PermissionsBoundary: 'boundaries/dormouse' });
    const PermissionsBoundary = 'arn:aws:iam::444455556666:policy/boundaries/dormouse';

    expect(fenced.map(([id]) => id)).toEqual(['Role', 'ReadRole', 'ForwardRole']);
    for (const [, properties] of fenced)
      expect(properties).toMatchObject({ Path: '/platform/', PermissionsBoundary });
    for (const [, properties] of made({})) {
      expect(properties).toMatchObject({ Path: '/' });
      expect(properties).not.toHaveProperty('PermissionsBoundary');
    }
  });

  test('a target account lets in the roles of the path of the home, and no others', () => {
    const stack = spokeStack({ parameters: { RolePath: '/platform/' } });
    const role = (path: string) =>
      `arn:aws:iam::${spokeHome.account}:role${path}dormouse-prod-StopIdleClustersRole-1A2B3C4D5E6F7`;

    expect(letsIn(stack, 'Role', role('/platform/'), 'dormouse-7f3a')).toBe(true);
    expect(letsIn(stack, 'Role', role('/'), 'dormouse-7f3a')).toBe(false);
    expect(letsIn(stack, 'Role', role('/others/'), 'dormouse-7f3a')).toBe(false);
  });

  test.each([
    ['rolePath', 'platform', 'a path that begins and ends with a slash'],
    ['rolePath', '/platform', 'a path that begins and ends with a slash'],
    ['rolePath', '//', 'a path that begins and ends with a slash'],
    ['roleName', 'dormouse.eu', '1 to 40 letters, digits, hyphens and underscores'],
    ['roleName', 'team/dormouse', '1 to 40 letters, digits, hyphens and underscores'],
    ['permissionsBoundary', 'arn:aws:iam::111122223333:policy/b', 'without its ARN'],
    ['permissionsBoundary', '/b', 'without its ARN'],
  ])('%s %j is refused', (name, value, message) => {
    expect(() => settingsWith({ [name]: value })).toThrow(`the parameter ${name} must be `);
    expect(() => settingsWith({ [name]: value })).toThrow(message);
  });
});

describe('two homes of the stage prod that share an account, one with a role name of its own', () => {
  const ours = spokeStack();
  const theirs = spokeStack({ parameters: { RoleName: 'dormouse-us' } });
  const snapshot = (deployment: string): IamRequest => ({
    action: 'rds:DeleteDBClusterSnapshot',
    resource: 'arn:aws:rds:us-east-1:444455556666:cluster-snapshot:dormouse-orders-202611290300-12345678',
    context: {
      'aws:resourcetag/dormouse:created-by': ['create-snapshots'],
      'aws:resourcetag/dormouse:deployment': [deployment],
    },
  });

  test('make roles of different names, or IAM refuses the second', () => {
    const namesOf = (stack: typeof ours) =>
      resourcesOfType(stack, 'AWS::IAM::Role').flatMap(([, { RoleName }]) => RoleName ?? []);

    expect(namesOf(ours)).toEqual(['dormouse']);
    expect(namesOf(theirs)).toEqual(['dormouse-us']);
    // Names that the templates do not give are made by CloudFormation, and differ by stack.
    const named = ['AWS::Events::Rule', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
      resourcesOfType(theirs, type).map(([, properties]) => Object.keys(properties)),
    );
    expect(named.flat().filter((key) => /Name$/.test(key) && key !== 'EventBusName')).toEqual([]);
  });

  test.each([
    ['ours', ours, 'prod', true],
    ['ours', ours, 'prod.dormouse-us', false],
    ['theirs', theirs, 'prod.dormouse-us', true],
    ['theirs', theirs, 'prod', false],
  ])('the role of %s deletes snapshots of the deployment %#: %s', (_, stack, deployment, is) => {
    expect(isAllowed(allowedTo(stack, 'Role'), snapshot(deployment))).toBe(is);
  });

  test('the functions at home name themselves as their role in the account does', () => {
    expect(deploymentName(settingsWith({}, 'prod'))).toBe('prod');
    expect(deploymentName(settingsWith({ roleName: 'dormouse-us' }, 'prod'))).toBe('prod.dormouse-us');
    expect(isAllowed(statementsAtHome('PruneSnapshots', 'dormouse-us'), inHome(snapshot('prod')))).toBe(
      false,
    );
    expect(
      isAllowed(statementsAtHome('PruneSnapshots', 'dormouse-us'), inHome(snapshot('test.dormouse-us'))),
    ).toBe(true);
  });

  test.each([
    ['dormouse', '/', 'dormouse', true],
    ['dormouse', '/', 'dormouse-us', false],
    ['dormouse-us', '/', 'dormouse-us', true],
    ['dormouse-us', '/', 'dormouse', false],
    ['dormouse-us', '/platform/', 'platform/dormouse-us', true],
    ['dormouse-us', '/platform/', 'dormouse-us', false],
  ])(
    'with the role name %s and the path %s, a function may assume %s: %s',
    (roleName, rolePath, role, is) => {
      const request = {
        action: 'sts:AssumeRole',
        resource: `arn:aws:iam::444455556666:role/${role}`,
        context: {},
      };

      expect(isAllowed(statementsAtHome('StartClusters', roleName, rolePath), request)).toBe(is);
    },
  );

  const inHome = (request: IamRequest): IamRequest => ({
    ...request,
    resource: request.resource.replace('444455556666', '111122223333'),
  });
});

/** All that a function may do on clusters, and what it may do to get elsewhere. */
function statementsAtHome(id: string, roleName: string, rolePath = '/'): Statement[] {
  const { Resources } = roles(settingsWith({ roleName, rolePath }));
  const bus = { Type: 'AWS::Events::EventBus', Properties: { Name: 'dormouse-test' } };
  const stack = parseTemplate(JSON.stringify({ Resources: { ...Resources, OutcomeBus: bus } }));
  const policies = stack.Resources[`${id}Role`]?.Properties.Policies;
  if (!Array.isArray(policies)) throw new Error(`${id} has no policies`);
  return policies
    .filter(({ PolicyName }) => ['clusters', 'home'].includes(PolicyName))
    .flatMap(({ PolicyDocument }) => parseStatements(resolve(stack, PolicyDocument)));
}
