/**
 * Two homes of the stage prod, in two Regions of one account, that share a target account: what CloudFormation makes of
 * their templates in moto, what `dormouse doctor` says about it, and what their functions do to each other's snapshots.
 * moto runs no function, so that the functions are stubs, and their handlers run here. It simulates no policy of IAM.
 */

import { EventBridgeClient, PutPermissionCommand } from '@aws-sdk/client-eventbridge';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { DescribeDBClusterSnapshotsCommand, RDSClient } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { deploymentName } from '../../stack/account-settings.ts';
import { dormouse, policyFile } from '../cli/run-cli.ts';
import { settingsWith } from '../stack/builders.ts';
import { createCluster } from './fleet.ts';
import { type Front, startFront } from './front.ts';
import { homeTemplate } from './home-template.ts';
import { type Lambda, stubLambda } from './lambda.ts';
import { type MotoServer, startMoto } from './server.ts';
import { createSpoke, createStack, enter, type MadeStack } from './spoke-stack.ts';

const MINUTES = 60_000;
const HOME = '123456789012';
const SHARED = '444455556666';
const eu = { region: 'eu-central-1', settings: settingsWith({ accounts: SHARED }, 'prod') };
const us = {
  region: 'us-east-1',
  settings: settingsWith({ accounts: SHARED, roleName: 'dormouse-us' }, 'prod'),
};
const homes = [eu, us];
const tomorrow = new Date(new Date().setUTCHours(12, 0, 0, 0) + 86_400_000);

let moto: MotoServer;
let front: Front;
let lambda: Lambda;
let guest: string;
const made = new Map<string, MadeStack>();
const spokes = new Map<string, MadeStack>();

beforeAll(async () => {
  moto = await startMoto();
  front = await startFront(moto.url, tomorrow);
  lambda = await stubLambda(front.url, eu.region);
  guest = await enter(`arn:aws:iam::${SHARED}:role/any`);
  for (const { region, settings } of homes) {
    made.set(region, await createStack({ url: moto.url, region }, 'dormouse-prod', homeTemplate(settings)));
    spokes.set(region, await spokeOf({ region, settings }));
    // moto passes over the policies of buses in a template.
    await new EventBridgeClient({ region }).send(
      new PutPermissionCommand({
        ...{ EventBusName: 'dormouse-prod-inbox', StatementId: 'Accounts' },
        ...{ Action: 'events:PutEvents', Principal: SHARED },
      }),
    );
  }
  // Both homes look at the same Region of it.
  await spokeOf(us, eu.region);
  const role = `arn:aws:iam::${SHARED}:role/dormouse`;
  await createCluster({ id: 'orders', region: eu.region, tags: {}, role });
}, 4 * MINUTES);

afterAll(() => {
  lambda?.close();
  front?.close();
  moto?.close();
  vi.unstubAllEnvs();
});

/** The stack of spoke.yml that a home has in the shared account. */
function spokeOf({ region, settings }: (typeof homes)[number], where = region): Promise<MadeStack> {
  const own = settings.roleName;
  const parameters = {
    InboxBusArn: `arn:aws:events:${region}:${HOME}:event-bus/dormouse-prod-inbox`,
    ExternalId: `dormouse-${region}`,
    RoleRegion: region,
    Readers: `arn:aws:iam::${HOME}:role/ci`,
    Stage: 'prod',
    RoleName: own,
  };
  return createSpoke({ url: moto.url, region: where, accessKeyId: guest }, parameters, `${own}-spoke`);
}

describe('what CloudFormation makes', () => {
  test('is complete for both homes, and for both in the shared account', () => {
    for (const stack of [...made.values(), ...spokes.values()]) expect(stack.status).toBe('CREATE_COMPLETE');
    expect(spokes.get(us.region)?.resources).toEqual([
      'ForwardRole',
      'ForwardRule',
      'Note',
      'ReadRole',
      'Role',
    ]);
  });

  test('no role, dashboard or policy of an account has one name twice', () => {
    const global = (name: string) =>
      !/^arn:aws:(sqs|sns|events|logs|lambda|kms|scheduler):|^https:/.test(name);
    const roles = homes.map(({ region }) =>
      (made.get(region)?.names ?? []).filter(
        (name) => global(name) && /Role-|-eu-central-1$|-us-east-1$/.test(name),
      ),
    );

    expect(roles.map(({ length }) => length > 8)).toEqual([true, true]);
    expect(new Set(roles.flat()).size).toBe(roles.flat().length);
  });

  test('each role of the shared account lets in the functions with the external ID of its home alone', async () => {
    const iam = new IAMClient({
      region: 'us-east-1',
      credentials: { accessKeyId: guest, secretAccessKey: 'any' },
    });
    const trusts = await Promise.all(
      ['dormouse', 'dormouse-us'].map(async (RoleName) => {
        const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
        return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
      }),
    );

    expect(trusts[0]).toContain('"dormouse-eu-central-1"');
    expect(trusts[0]).not.toContain('"dormouse-us-east-1"');
    expect(trusts[1]).toContain('"dormouse-us-east-1"');
  });

  test('a second stack for the same stage and role name is refused', async () => {
    const stack = await createSpoke(
      { url: moto.url, region: eu.region, accessKeyId: guest },
      {
        InboxBusArn: `arn:aws:events:eu-west-1:${HOME}:event-bus/dormouse-prod-inbox`,
        ExternalId: 'dormouse-third',
        RoleRegion: eu.region,
      },
      'third',
    ).catch((error: Error) => error.message);

    expect(JSON.stringify(stack)).not.toContain('CREATE_COMPLETE');
  });

  test('a home of the same stage and role name is refused where the other has its spoke', async () => {
    const place = { url: moto.url, region: eu.region, accessKeyId: guest };
    const refused = await createStack(place, 'dormouse-prod', homeTemplate(eu.settings)).catch(
      (error: Error) => error.message,
    );

    expect(refused).toContain('ParameterAlreadyExists');
  });
});

describe('dormouse doctor', () => {
  test.each(homes)(
    'finds the target of the home in $region as it should be',
    async ({ region, settings }) => {
      vi.stubEnv('AWS_REGION', region);
      const findings = await doctor(region, settings.roleName);
      const targets = findings.filter(({ check }) => check === 'targets');

      expect(targets).toEqual([
        // moto has no SimulatePrincipalPolicy.
        expect.objectContaining({ state: 'unknown' }),
        expect.objectContaining({
          state: 'ok',
          detail: expect.stringContaining(
            `${SHARED} ${region}: the stack of spoke.yml has the version of the home`,
          ),
        }),
      ]);
    },
  );

  test('finds that one is asked for by the name of the other', async () => {
    vi.stubEnv('AWS_REGION', eu.region);
    const findings = await doctor(eu.region, 'dormouse-us');

    expect(findings).toContainEqual(
      expect.objectContaining({
        state: 'problem',
        detail: `${SHARED}: the role dormouse-us asks for another external ID than the policy has`,
      }),
    );
  });

  async function doctor(region: string, role: string) {
    // The server in front of moto takes no GET, by which Lambda is asked.
    vi.stubEnv('AWS_ENDPOINT_URL', moto.url);
    const path = await policyFile(policyOf(region, role));
    const { stdout } = await dormouse(['doctor', '--stage', 'prod', '--policy', path, '--json']);
    const { findings }: { findings: { check: string; state: string; detail: string }[] } = JSON.parse(stdout);
    return findings;
  }
});

describe('the functions', () => {
  /** The home in us-east-1, over the Region of the other. */
  const asOther = { region: eu.region, settings: us.settings };

  test('of one home take no snapshot of the other for their own, and delete none', async () => {
    const first = await runAs(eu, 'create-snapshots');
    const second = await runAs(asOther, 'create-snapshots');
    const again = await runAs(eu, 'create-snapshots');
    const before = await deployments();
    const pruned = await runAs(asOther, 'prune-snapshots');

    expect([first, second, again].map(({ summary }) => summary.status.done ?? 0)).toEqual([1, 1, 0]);
    expect(before.toSorted()).toEqual(['prod', 'prod.dormouse-us']);
    expect(pruned.summary.status.done).toBeUndefined();
    expect(pruned.summary.reason).toMatchObject({ 'not-ours': 1 });
    expect(await deployments()).toEqual(before);
  });

  async function runAs({ region, settings }: (typeof homes)[number], name: string) {
    vi.stubEnv('AWS_ENDPOINT_URL', front.url);
    vi.stubEnv('AWS_REGION', region);
    vi.stubEnv('DORMOUSE_DEPLOYMENT', deploymentName(settings));
    lambda.givePolicy(policyOf(region, settings.roleName));
    return lambda.invoke(name);
  }

  /** The deployments that made the snapshots of the shared account. */
  async function deployments(): Promise<string[]> {
    const rds = new RDSClient({
      region: eu.region,
      credentials: { accessKeyId: guest, secretAccessKey: 'any' },
    });
    const { DBClusterSnapshots = [] } = await rds.send(
      new DescribeDBClusterSnapshotsCommand({ SnapshotType: 'manual' }),
    );
    return DBClusterSnapshots.flatMap(({ TagList = [] }) =>
      TagList.flatMap(({ Key, Value = '' }) => (Key === 'dormouse:deployment' ? [Value] : [])),
    );
  }
});

function policyOf(
  region: string,
  role: string,
  snapshots = 'create: { cron: "0 3 * * *", keep: { last: 1 } }',
): string {
  const arn = `arn:aws:iam::${SHARED}:role/${role}`;
  return `version: 1
mode: enforce
rules: [{ name: all, match: {}, snapshots: { ${snapshots} } }]
targets:
  - { account: "${SHARED}", role: "${arn}", readRole: "${arn}-read", externalId: dormouse-${region}, regions: [${region}] }
`;
}
