import { expect, test } from 'vitest';
import { inspectBesides, inspectorSession, readBesides } from '../../cli/survey/reader.ts';
import manifest from '../../package.json' with { type: 'json' };
import { functions } from '../../stack/functions.ts';
import { keysOfOthers } from '../../stack/permissions.ts';
import { parameters } from '../../stack/release/parameters.ts';
import { resolve, resourcesOfType } from '../support/cloudformation.ts';
import { isAllowed } from '../support/iam/evaluate.ts';
import { allowedTo, letsIn, resourceIds, spokeHome, spokeParameters, spokeStack } from '../support/spoke.ts';
import { settingsWith } from './builders.ts';

const ID = 'dormouse-7f3a';
const roleArn = (name: string) => `arn:aws:iam::${spokeHome.account}:role/${name}`;

test.each([
  ['another account, in the Region of the role', {}, ['ForwardRole', 'ForwardRule', 'Note', 'Role']],
  ['another account, in another Region', { region: 'us-east-1' }, ['ForwardRole', 'ForwardRule', 'Note']],
  [
    'another Region of the home account',
    { account: spokeHome.account, region: 'us-east-1' },
    ['ForwardRole', 'ForwardRule', 'Note'],
  ],
  // Whether CloudFormation takes a stack without any resource is not documented.
  ['the home itself', { account: spokeHome.account }, ['Placeholder']],
])('in %s, it makes what is missing there, and never nothing', (_, place, expected) => {
  expect(resourceIds(spokeStack(place))).toEqual(expected);
});

test.each(['prod', 'a'.repeat(15), 'a'.repeat(16), 'prod_eu', ''])(
  'it takes the stage %j if the home does',
  (Stage) => {
    const isTaken = new RegExp(spokeParameters.Stage?.AllowedPattern ?? '').test(Stage);
    const atHome = () => settingsWith({}, Stage);

    if (isTaken) expect(atHome()).toMatchObject({ stage: Stage });
    else expect(atHome).toThrow('the stage must be');
  },
);

test.each(['KeyAccounts', 'RoleName', 'RolePath', 'PermissionsBoundary', 'Organization', 'Drills'])(
  'the parameter %s takes the same values as the one of the home, by the same words',
  (name) => {
    const valuesOf = ({
      Description: _,
      Type: __,
      ...values
    }: object & { Description?: unknown; Type?: unknown }) => values;

    expect(valuesOf(spokeParameters[name] ?? {})).toEqual(valuesOf(parameters[name] ?? {}));
  },
);

// https://aws.amazon.com/blogs/compute/expanding-cross-region-event-routing-with-amazon-eventbridge/
test.each([
  ['aws', 'us-east-1', 'auto', true],
  ['aws-cn', 'eu-central-1', 'auto', true],
  ['aws-us-gov', 'us-gov-east-1', 'auto', false],
  ['aws-us-gov', 'us-gov-east-1', 'true', true],
  ['aws', 'us-east-1', 'false', false],
])(
  'in %s, %s, with ForwardEvents %s, RDS events are forwarded: %s',
  (partition, region, ForwardEvents, is) => {
    const ids = resourceIds(spokeStack({ partition, region, parameters: { ForwardEvents } }));

    expect(ids.includes('ForwardRule')).toBe(is);
    expect(ids).not.toEqual([]);
  },
);

test.each(functions)('the role of $name is let in, with the external ID only', ({ id }) => {
  const role = roleArn(`dormouse-prod-${id}Role-1A2B3C4D5E6F7`);

  expect(letsIn(spokeStack(), 'Role', role, ID)).toBe(true);
  expect(letsIn(spokeStack(), 'Role', role, 'guess')).toBe(false);
});

test.each([
  ['a function of a stage whose name begins alike', 'dormouse-prod-test-StopIdleClustersRole-1A2B3C4D5E6F7'],
  ['a function of another stage', 'dormouse-dev-StopIdleClustersRole-1A2B3C4D5E6F7'],
  ['the role of the schedules', 'dormouse-prod-SchedulerRole-1A2B3C4D5E6F7'],
  ['the role of the rule', 'dormouse-prod-ForwardRole-1A2B3C4D5E6F7'],
  ['a person', 'aws-reserved/sso.amazonaws.com/AWSReservedSSO_Operators_1'],
])('%s is not let in', (_, name) => {
  expect(letsIn(spokeStack(), 'Role', roleArn(name), ID)).toBe(false);
});

test.each([
  ['', undefined, true],
  ['', 'o-zzzzzzzzzz', true],
  ['o-a1b2c3d4e5', 'o-a1b2c3d4e5', true],
  ['o-a1b2c3d4e5', 'o-zzzzzzzzzz', false],
  ['o-a1b2c3d4e5', undefined, false],
])('with Organization %j, a home account in the organization %s is let in: %s', (Organization, own, is) => {
  const stack = spokeStack({ parameters: { Organization, Readers: [roleArn('ci')] } });
  const role = roleArn('dormouse-prod-StopIdleClustersRole-1A2B3C4D5E6F7');

  expect(letsIn(stack, 'Role', role, ID, own)).toBe(is);
  expect(letsIn(stack, 'ReadRole', roleArn('ci'), ID, own)).toBe(is);
});

test.each([
  ...['eu-central-1', 'us-gov-east-1', 'cn-northwest-1', 'us-iso-east-1', 'ap-southeast-5', 'eusc-de-east-1'],
])('the role can be in %s', (region) => {
  expect(region).toMatch(new RegExp(spokeParameters.RoleRegion?.AllowedPattern ?? 'none'));
});

const people = ['aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Operators_*', 'ci'].map(roleArn);
const withReaders = spokeStack({ parameters: { Readers: people, Drills: 'true' } });

test('people get a role of their own, where somebody is named', () => {
  expect(resourceIds(spokeStack())).not.toContain('ReadRole');
  expect(resourceIds(withReaders)).toContain('ReadRole');
  expect(resourceIds(spokeStack({ region: 'us-east-1', parameters: { Readers: people } }))).not.toContain(
    'ReadRole',
  );
});

test.each([
  ['aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Operators_0123', ID, true],
  ['ci', ID, true],
  ['ci', 'guess', false],
  ['ci-of-others', ID, false],
  ['dormouse-prod-StartClustersRole-1A2B3C4D5E6F7', ID, false],
])('the role of people lets in %s with the external ID %s: %s', (name, externalId, is) => {
  expect(letsIn(withReaders, 'ReadRole', roleArn(name), externalId)).toBe(is);
});

test('people may do what the functions do to look, what they are shown besides, and nothing that changes anything', () => {
  const actionsOf = (roleId: string) => [
    ...new Set(allowedTo(withReaders, roleId).flatMap(({ Action }) => Action)),
  ];
  const reading = /^(?!secretsmanager:)[\w-]+:(Describe|Get|List)/;
  const expected = [...actionsOf('Role'), ...readBesides].filter((action) => reading.test(action));

  expect(actionsOf('ReadRole').toSorted()).toEqual([...new Set([...expected, ...inspectBesides])].toSorted());
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  expect(JSON.stringify(inspectorSession.actions).length).toBeLessThan(1_950);
  expect(actionsOf('ReadRole')).not.toContain('secretsmanager:GetSecretValue');
});

const others = spokeStack({ parameters: { KeyAccounts: ['999988887777'] } });

test('keys of other accounts can be used where these are named, as at home', () => {
  const grants = resolve(others, others.Resources.KeysOfOtherAccounts?.Properties.PolicyDocument);
  const atHome = keysOfOthers('copy-snapshots', ['999988887777']);

  expect(resourceIds(spokeStack())).not.toContain('KeysOfOtherAccounts');
  expect(grants).toMatchObject({ Statement: resolve(others, atHome) });
  // Pruning looks at keys, and has RDS use none.
  expect(keysOfOthers('prune-snapshots', ['999988887777'])).toMatchObject([{ Action: 'kms:DescribeKey' }]);
  expect(keysOfOthers('create-snapshots', ['999988887777'])).toEqual([]);
  expect(keysOfOthers('copy-snapshots', [])).toEqual([]);
});

// https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html
test.each([
  'rds.eu-central-1.amazonaws.com',
  'rds.cn-north-1.amazonaws.com.cn',
  'rds.eusc-de-east-1.amazonaws.eu',
])('RDS may use keys as %s, and nobody else may', (service) => {
  const ask = (viaService: string) =>
    isAllowed(allowedTo(spokeStack(), 'Role'), {
      action: 'kms:CreateGrant',
      resource: 'arn:aws:kms:eu-central-1:444455556666:key/k',
      context: { 'kms:grantisforawsresource': ['true'], 'kms:viaservice': [viaService] },
    });

  expect(ask(service)).toBe(true);
  expect(ask(service.replace('rds', 'ec2'))).toBe(false);
});

test('a cluster can be scaled, and its password not handed over', () => {
  const ask = (context: Readonly<Record<string, readonly string[]>>) =>
    isAllowed(allowedTo(spokeStack(), 'Role'), {
      action: 'rds:ModifyDBCluster',
      resource: 'arn:aws:rds:eu-central-1:444455556666:cluster:orders',
      context,
    });

  expect(ask({})).toBe(true);
  expect(ask({ 'rds:managemasteruserpassword': ['false'] })).toBe(true);
  expect(ask({ 'rds:managemasteruserpassword': ['true'] })).toBe(false);
});

test.each([
  [{}, { stage: 'prod', role: 'dormouse', drills: false, rule: 'ForwardRule' }, '/dormouse/prod/dormouse'],
  [
    { Stage: 'dev', RoleName: 'dormouse-dev', Drills: 'true', ForwardEvents: 'false' },
    { stage: 'dev', role: 'dormouse-dev', drills: true, rule: '' },
    '/dormouse/dev/dormouse-dev',
  ],
])('with %j it notes its release and parameters', (parameters, expected, name) => {
  const [[, { Name, Value } = {}] = []] = resourcesOfType(spokeStack({ parameters }), 'AWS::SSM::Parameter');
  const inbox = 'arn:aws:events:eu-central-1:111122223333:event-bus/dormouse-prod-inbox';

  expect(Name).toBe(name);
  expect(JSON.parse(String(Value))).toEqual({ version: manifest.version, inbox, ...expected });
});
