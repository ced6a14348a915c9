import { afterEach, expect, test, vi } from 'vitest';
import { dormouse, EVENING, openAws, policyFile } from './run-cli.ts';

const fleet = (organization = '') => `${organization}accounts:
  - { id: "111122223333" }
  - { id: "444455556666", externalId: dormouse-7f3a, unit: ou-ab12-11111111/ou-ab12-22222222 }
  - { id: "777788889999", externalId: dormouse-7f3a, unit: ou-ab12-33333333 }
  - { id: "888899990000", externalId: dormouse-7f3a, state: SUSPENDED }
clusters:
  - { id: dev-home, tags: { env: dev } }
  - { id: dev-away, account: "444455556666", tags: { env: dev } }
  - { id: dev-far, account: "777788889999", tags: { env: dev } }
  - { id: dev-gone, account: "888899990000", tags: { env: dev } }
`;

const policy = (keys = '') => `version: 1
mode: enforce
targets: { organization: o-a1b2c3d4e5, readRole: dormouse-read, externalId: dormouse-7f3a, regions: [eu-central-1]${keys} }
rules:
  - { name: developers, match: { tags: { env: [dev] } }, power: { hours: "mon-fri 07:00-19:00", stop: atOnce } }
`;

afterEach(() => vi.unstubAllEnvs());

function clustersOf(plan: string): string[] {
  return JSON.parse(plan).clusters.map(({ cluster }: { cluster: string }) => cluster);
}

async function run(args: readonly string[], text = policy(), fleetText = fleet()) {
  const { simulator, close } = await openAws(EVENING, fleetText);
  const answer = await dormouse([...args, '--policy', await policyFile(text)]);
  await close();
  const calls = simulator.calls.list();
  return { ...answer, calls, listings: calls.filter(({ service }) => service === 'organizations') };
}

test('a plan is over all accounts of the organization, with one listing, by the role for people', async () => {
  const { exitCode, stdout, calls, listings } = await run(['plan', '--json']);

  expect(clustersOf(stdout)).toEqual(['dev-home', 'dev-away', 'dev-far']);
  expect(exitCode).toBe(2);
  expect(listings.map(({ action }) => action)).toEqual(['ListAccounts']);
  const roles = calls.filter(({ action }) => action === 'AssumeRole').map(({ input }) => input.RoleArn);
  expect(new Set(roles)).toEqual(
    new Set(['444455556666', '777788889999'].map((id) => `arn:aws:iam::${id}:role/dormouse-read`)),
  );
});

test.each([
  ['its units', ', units: [ou-ab12-11111111]', ['dev-away']],
  ['the accounts that are left out', ', except: ["444455556666"]', ['dev-home', 'dev-far']],
])('and %s', async (_, keys, expected) => {
  const { stdout } = await run(['plan', '--json'], policy(keys));

  expect(clustersOf(stdout)).toEqual(expected);
});

test.each([['plan'], ['explain', 'dev-away'], ['report'], ['hold', 'dev-away', 'for', '4h', '--yes']])(
  '%s fails with a remedy when the accounts cannot be listed',
  async (...args) => {
    const denied = fleet('organization: { management: "999988887777" }\n');
    const { exitCode, stdout, stderr, calls } = await run(args, policy(), denied);

    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      "the accounts of organization o-a1b2c3d4e5 could not be listed, so nothing is done in any of them: You don't have permissions",
    );
    expect(stderr).toContain('listRole');
    expect(calls.filter(({ service }) => service === 'rds')).toEqual([]);
  },
);

test.each([
  ['explain', 'dev-away'],
  ['report', '--json'],
  ['forecast', '--json'],
])('%s finds the accounts', async (...args) => {
  const { stdout, listings } = await run(args);

  expect(listings).toHaveLength(1);
  expect(stdout).not.toContain('dev-gone');
});

test('doctor says that the accounts cannot be listed, and checks those by number', async () => {
  const denied = fleet('organization: { management: "999988887777" }\n');
  const own = policy().replace(
    /targets: (.*)/,
    'targets: [{ account: "111122223333", regions: [eu-central-1] }, $1]',
  );
  const { exitCode, stdout } = await run(['doctor'], own, denied);

  expect(exitCode).toBe(2);
  expect(stdout).toMatch(
    /permissions +PROBLEM +AccessDeniedException: the accounts of organization o-a1b2c3d4e5/,
  );
  expect(stdout).toMatch(/permissions +ok +111122223333 eu-central-1/);
});

test('doctor checks each account', async () => {
  const { stdout } = await run(['doctor']);

  for (const id of ['111122223333', '444455556666', '777788889999'])
    expect(stdout).toContain(`${id} eu-central-1`);
  expect(stdout).toContain('o-a1b2c3d4e5: 3 accounts are listed');
});

test('a simulation is of the accounts of the fleet that the organization stands for', async () => {
  const { writeFile } = await import('node:fs/promises');
  const path = await policyFile(policy(', units: [ou-ab12-11111111]'));
  const fleetPath = path.replace('policy.yml', 'fleet.yml');
  await writeFile(fleetPath, fleet());

  const { stdout } = await dormouse([
    ...['simulate', '--policy', path, '--fleet', fleetPath, '--from', EVENING, '--days', '1', '--json'],
  ]);

  const { clusters } = JSON.parse(stdout);
  const stopped = clusters.filter(({ totals }: { totals: { stops: number } }) => totals.stops > 0);
  expect(stopped.map(({ id }: { id: string }) => id)).toEqual(['dev-away']);
});
