/** `dormouse doctor` about what the home has to have for its targets, and about many of them. */

import { describe, expect, test } from 'vitest';
import { spokeHome } from '../../support/spoke.ts';
import { type Finding, scene, wrongOf } from './doctor-scene.ts';

const account = '444455556666';

describe('the home', () => {
  test('may not assume the roles that the policy names', async () => {
    const wrong = await wrongOf([{ account }, { account: '444455556667' }], {
      change: ({ permissions }) => {
        permissions.decide = ({ action, principal }) =>
          action === 'sts:AssumeRole' && principal.includes('-StartClustersRole-')
            ? 'implicitDeny'
            : 'allowed';
      },
    });

    expect(wrong).toEqual([
      {
        check: 'targets',
        state: 'problem',
        detail: `dormouse-prod-startClusters may not assume arn:aws:iam::${account}:role/dormouse`,
        remedy:
          'set roleName and rolePath of the stage to those of that role, and deploy again: docs/organisation.md',
      },
    ]);
  });

  test.each([
    [[], `the inbox accepts no RDS events from ${account} and 1 other account`],
    [[account], 'the inbox accepts no RDS events from 444455556667'],
  ])('lets in the events of %j alone', async (guests, detail) => {
    const wrong = await wrongOf([{ account }, { account: '444455556667' }], { guests });

    expect(wrong).toMatchObject([
      { state: 'problem', detail, remedy: expect.stringContaining('accounts, or set organization') },
    ]);
  });

  test('needs no role in its own account', async () => {
    const { run } = await scene([{ account: spokeHome.account }]);
    const { findings }: { findings: Finding[] } = JSON.parse((await run('--json')).stdout);

    expect(findings).toContainEqual(
      expect.objectContaining({
        state: 'problem',
        detail: `${spokeHome.account} is the home, where spoke.yml makes no role dormouse`,
        remedy: 'take role and readRole out of this target: the functions use their own roles at home',
      }),
    );
  });

  test('is paused under the name of its deployment', async () => {
    const pause = { since: '2026-11-23T11:00:00Z', by: 'anna', because: 'migration' };
    const { run } = await scene([{ account }], {
      environment: { DORMOUSE_DEPLOYMENT: 'prod.dormouse-us' },
      change: ({ parameters }) => {
        parameters.set('/dormouse/prod.dormouse-us/paused', JSON.stringify([pause]));
      },
    });
    const { findings }: { findings: Finding[] } = JSON.parse((await run('--json')).stdout);

    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'pauses', state: 'warning', detail: expect.stringContaining('anna') }),
    );
  });

  test('has a twin, which would take its snapshots for its own', async () => {
    const wrong = await wrongOf([{ account, region: 'us-east-1' }]);

    expect(wrong).toContainEqual({
      check: 'targets',
      state: 'problem',
      detail:
        'another home in us-east-1 is the same deployment, prod: each takes the snapshots of the other for its own',
      remedy: 'set roleName of one of them to a name of its own: docs/organisation.md#two-homes',
    });
  });
});

describe('many accounts', () => {
  const accounts = Array.from({ length: 40 }, (_, index) => `4444555${String(index).padStart(5, '0')}`);
  const spokes = accounts.map((id, index) => ({
    account: id,
    ...(index % 2 === 1 && { parameters: { Stage: 'dev' } }),
  }));

  test('what is alike is one line for people, and all of it is there for programs', async () => {
    const { run } = await scene(spokes);
    const text = (await run('--no-color')).stdout;
    const { stdout, exitCode } = await run('--json');
    const { findings }: { findings: Finding[] } = JSON.parse(stdout);
    const refused = findings.filter(({ detail }) => detail.includes('lets in dormouse-dev-'));

    expect(text.match(/lets in dormouse-dev-/g)).toHaveLength(1);
    expect(text).toContain(`; the same in ${accounts[3]} eu-central-1, ${accounts[5]} eu-central-1,`);
    expect(text).toContain('and 16 more');
    expect(refused.map((one) => one.account).toSorted()).toEqual(
      accounts.filter((_, index) => index % 2 === 1),
    );
    expect(exitCode).toBe(2);
  });
});
