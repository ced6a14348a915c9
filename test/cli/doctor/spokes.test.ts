/** `dormouse doctor` over target accounts that are each broken in one way, made of spoke.yml itself. */

import { expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { spokeHome } from '../../support/spoke.ts';
import { writesOf } from '../run-cli.ts';
import { elsewhere, type Finding, inbox, scene, wrongOf } from './doctor-scene.ts';
import type { Spoke } from './spoke-fleet.ts';

const { version } = manifest;

const account = '444455556666';
/** Account and Region of the other home. */
const otherHome = elsewhere.split(':').slice(3, 5).toReversed().join(' ');

test('where all is well it says so, and sends nothing that could change anything', async () => {
  const { aws, run } = await scene([{ account }]);
  const { findings }: { findings: Finding[] } = JSON.parse((await run('--json')).stdout);
  const here = findings.filter(({ check }) => check === 'targets');

  expect(here).toEqual([
    {
      ...at,
      state: 'ok',
      detail: `${account}: the role dormouse lets the functions in, and may do what they need`,
    },
    {
      ...at,
      state: 'ok',
      detail: `${account} eu-central-1: the stack of spoke.yml has the version of the home, ${version}`,
    },
  ]);
  expect(writesOf(aws).filter(({ action }) => action !== 'SimulatePrincipalPolicy')).toEqual([]);
});

const at = { check: 'targets', account, region: 'eu-central-1' };

const broken: readonly (readonly [
  what: string,
  spoke: Omit<Spoke, 'account'>,
  findings: readonly Partial<Finding>[],
])[] = [
  [
    'a role that somebody has deleted',
    { breakIt: ({ permissions }, { role }) => permissions.roles.delete(role) },
    [
      {
        detail: `${account}: there is no role dormouse`,
        remedy: 'deploy spoke.yml there with Stage=prod RoleName=dormouse: docs/deploy.md#spokes',
      },
    ],
  ],
  [
    'a stack of another stage',
    { parameters: { Stage: 'dev' } },
    [
      {
        detail: `${account}: the role dormouse lets in dormouse-dev-StopIdleClustersRole-*, not dormouse-prod-StopIdleClustersRole-1A2B3C4D5E6F7`,
        remedy: 'update its stack with Stage=prod RoleName=dormouse',
      },
      { state: 'warning', detail: expect.stringContaining('no stack of spoke.yml for the stage prod') },
    ],
  ],
  [
    'another external ID',
    { parameters: { ExternalId: 'dormouse-0000' } },
    [
      {
        detail: `${account}: the role dormouse asks for another external ID than the policy has`,
        remedy: 'set externalId under targets, or ExternalId of its stack, to the same text',
      },
    ],
  ],
  [
    'a stack of another home',
    { parameters: { InboxBusArn: elsewhere } },
    [
      {
        detail: `${account}: the role dormouse lets in arn:aws:iam::999988887777:root, not account ${spokeHome.account}`,
        remedy: `update its stack with InboxBusArn=${inbox}`,
      },
      {
        detail: `${account} eu-central-1: another home, in ${otherHome}, is the same deployment, prod: each takes the snapshots of the other for its own`,
        remedy: `set roleName of one of them to a name of its own: docs/organisation.md#two-homes; if that home is gone, update this stack with InboxBusArn=${inbox}`,
      },
    ],
  ],
  [
    'an older release, which does not know a function',
    {
      breakIt: ({ permissions, parameters }, { role, note }) => {
        const text = JSON.stringify(permissions.roles.get(role)).replace(/"[^"]*ScaleCapacityRole-\*",/, '');
        permissions.roles.set(role, JSON.parse(text));
        parameters.set(note, (parameters.get(note) ?? '').replace(`"${version}"`, '"0.0.9"'));
      },
    },
    [
      {
        detail: `${account}: the role dormouse lets in other functions, not dormouse-prod-ScaleCapacityRole-1A2B3C4D5E6F7`,
        remedy: 'update its stack to the release of the home: it does not know dormouse-prod-scaleCapacity',
      },
      {
        state: 'warning',
        detail: `${account} eu-central-1: spoke.yml has version 0.0.9, the home has ${version}`,
        remedy: 'update the one that is older, the StackSet first: docs/deploy.md#upgrade',
      },
    ],
  ],
  [
    'a rule that is disabled',
    {
      breakIt: ({ buses }, { bus, rule }) => {
        const before = buses.rules.find(bus, rule);
        if (before !== undefined) buses.rules.put({ ...before, enabled: false });
      },
    },
    [
      {
        detail: `${account} eu-central-1: the rule ForwardRule is disabled`,
        remedy: 'enable it: aws events enable-rule --name ForwardRule',
      },
    ],
  ],
  [
    'a rule that sends elsewhere',
    {
      breakIt: ({ buses }, { bus, rule }) => {
        const before = buses.rules.find(bus, rule);
        if (before !== undefined) buses.rules.put({ ...before, targets: [elsewhere] });
      },
    },
    [
      {
        detail: `${account} eu-central-1: the rule ForwardRule does not send to ${inbox}`,
        remedy: 'delete the stack of spoke.yml there, and deploy it again',
      },
    ],
  ],
  [
    'a rule that is gone',
    {
      breakIt: ({ parameters }, { note }) => {
        parameters.set(note, (parameters.get(note) ?? '').replace('"rule":"ForwardRule"', '"rule":"gone"'));
      },
    },
    [
      {
        detail: `${account} eu-central-1: the rule gone is gone`,
        remedy: 'delete the stack of spoke.yml there, and deploy it again',
      },
    ],
  ],
  [
    'no stack in this Region',
    { breakIt: ({ parameters }, { note }) => parameters.delete(note) },
    [
      {
        state: 'warning',
        detail: `${account} eu-central-1: no stack of spoke.yml for the stage prod and the role dormouse has recorded its release`,
        remedy: expect.stringContaining('deploy spoke.yml there, or update it'),
      },
    ],
  ],
  [
    'permissions for restore drills that the home has not',
    { parameters: { Drills: 'true' } },
    [
      {
        state: 'warning',
        detail: `${account} eu-central-1: the stack allows restore drills, which the home does not have`,
        remedy: 'update it with Drills=false',
      },
    ],
  ],
];

test.each(broken)('%s', async (_what, spoke, findings) => {
  const wrong = await wrongOf([{ account, ...spoke }]);

  expect(wrong).toEqual(findings.map((one) => expect.objectContaining({ ...at, state: 'problem', ...one })));
});

test('a boundary or a service control policy that denies an action', async () => {
  const wrong = await wrongOf([{ account }], {
    change: ({ permissions }) => {
      permissions.decide = ({ principal, action }) =>
        principal.endsWith(':role/dormouse') && action === 'rds:StopDBCluster' ? 'explicitDeny' : 'allowed';
    },
  });

  expect(wrong).toEqual([
    {
      ...at,
      state: 'problem',
      detail: `${account}: the role dormouse lacks rds:StopDBCluster`,
      remedy:
        'update the stack of spoke.yml, and look for a permissions boundary or a service control policy',
    },
  ]);
});

test('restore drills that the home has, and the stack does not allow', async () => {
  const wrong = await wrongOf([{ account }], { without: [] });

  expect(wrong).toContainEqual({
    ...at,
    state: 'problem',
    detail: `${account} eu-central-1: the stack has no permissions for restore drills, which the home has`,
    remedy: 'update it with Drills=true',
  });
});

test.each([
  [
    'people, without a role for them',
    { unreadable: true } as const,
    'dormouse',
    'deploy spoke.yml there with Readers, and name its role for people as readRole under targets',
  ],
  [
    'people, whom it does not name',
    {},
    'dormouse-read',
    'deploy spoke.yml there with Readers that name you, and with the externalId of the policy',
  ],
])('an account that does not let in %s', async (_what, spoke, role, remedy) => {
  const wrong = await wrongOf([{ account, ...spoke }], {
    change: ({ faults }) => faults.setRules([{ kind: 'denied', action: 'AssumeRole' }]),
  });

  expect(wrong).toEqual([
    {
      ...at,
      check: 'permissions',
      state: 'problem',
      detail: `${account}: the role ${role} does not let you in, or is not there`,
      remedy,
    },
  ]);
});
