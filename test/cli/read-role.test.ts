import { afterEach, expect, test, vi } from 'vitest';
import { dormouse, EVENING, openAws, policyFile } from './run-cli.ts';

const FLEET = `accounts:
  - { id: "111122223333" }
  - { id: "444455556666", externalId: dormouse-7f3a }
clusters:
  - { id: dev-away, account: "444455556666", tags: { env: dev } }
`;

const policy = (roles: string) => `version: 1
mode: enforce
targets:
  - { account: "444455556666", ${roles}, externalId: dormouse-7f3a, regions: [eu-central-1] }
rules:
  - { name: developers, match: { tags: { env: [dev] } }, power: { hours: "mon-fri 07:00-19:00", stop: atOnce } }
`;

const role = 'arn:aws:iam::444455556666:role/dormouse';

afterEach(() => vi.unstubAllEnvs());

test.each([
  [
    'the role for people, where the target names one',
    `role: "${role}", readRole: "${role}-read"`,
    `${role}-read`,
  ],
  ['the role of the functions otherwise', `role: "${role}"`, role],
])('a plan assumes %s, and may only look by it', async (_, roles, expected) => {
  const { simulator, close } = await openAws(EVENING, FLEET);
  const { exitCode, stdout } = await dormouse(['plan', '--policy', await policyFile(policy(roles))]);
  await close();

  const sessions = simulator.calls.list({ action: 'AssumeRole' }).map(({ input }) => input);
  const actions = sessions.flatMap(({ Policy }) => JSON.parse(String(Policy)).Statement[0].Action);

  expect([exitCode, stdout]).toEqual([2, expect.stringContaining('dev-away')]);
  expect(new Set(sessions.map(({ RoleArn, RoleSessionName }) => `${RoleSessionName} as ${RoleArn}`))).toEqual(
    new Set([`dormouse-plan as ${expected}`]),
  );
  expect(actions.filter((action) => !/^\w+:(Describe|Get|List)/.test(action))).toEqual([]);
  expect(actions).toEqual(expect.arrayContaining(['rds:DescribeDBClusters', 'kms:DescribeKey']));
});
