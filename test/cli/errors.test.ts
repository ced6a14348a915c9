import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dormouse, EVENING, HOME_POLICY, openAws, POLICY, policyFile, setEnvironment } from './run-cli.ts';

const NOWHERE = 'http://127.0.0.1:1';
const NO_REGION =
  'dormouse: no Region is known; name one with --region, set AWS_REGION, or name targets in the policy\n';

beforeEach(() => setEnvironment(NOWHERE));
afterEach(() => vi.unstubAllEnvs());

describe('an error is one sentence with a remedy, and exit code 1', () => {
  test.each([
    {
      name: 'no such policy file',
      args: ['--policy', '/no/policy.yml'],
      says: 'dormouse: /no/policy.yml: there is no such file; name a policy file; ',
    },
    {
      name: 'a folder for a policy',
      args: ['--policy', '/'],
      says: 'dormouse: /: it cannot be read (EISDIR); name a policy file',
    },
    {
      name: 'one Region that is none',
      args: ['--policy', '-', '--region', 'Frankfurt'],
      says: 'dormouse: --region is "Frankfurt", which is not a Region; write for example eu-central-1\n',
    },
    {
      name: 'a Region that is none',
      args: ['--policy', '-', '--regions', 'Frankfurt'],
      says: 'dormouse: --regions "Frankfurt" is not a Region; write for example eu-central-1\n',
    },
    {
      name: 'no such policy file where the command runs',
      args: ['--policy', 'polisy.yml'],
      says: `dormouse: polisy.yml: there is no such file in ${process.cwd()}; name a policy file; `,
    },
    {
      name: 'an unknown option',
      args: ['--colour'],
      says: "dormouse: unknown option '--colour'; see dormouse plan --help\n",
    },
    {
      name: 'a cluster without its option',
      args: ['dev-orders'],
      says: "dormouse: too many arguments for 'plan'. Expected 0 arguments but got 1: dev-orders; name clusters with --clusters\n",
    },
    {
      name: 'Regions with a comma',
      args: ['--policy', '-', '--regions', 'us-east-1,us-west-2'],
      says: 'dormouse: --regions "us-east-1,us-west-2" is more than one; separate them with blanks: us-east-1 us-west-2\n',
    },
    {
      name: 'clusters with a comma',
      args: ['--policy', '-', '--clusters', 'a,b'],
      says: 'dormouse: --clusters "a,b" is more than one; separate them with blanks: a b\n',
    },
  ])('$name', async ({ args, says }) => {
    const { exitCode, stdout, stderr } = await dormouse(['plan', ...args], POLICY);

    expect(stderr).toContain(says);
    expect(stderr).not.toContain('    at ');
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  });

  test('a policy with problems names each with its place', async () => {
    const { exitCode, stderr } = await dormouse(
      ['plan', '--policy', '-'],
      'version: 1\nmode: obsrve\nrules: 7\n',
    );

    expect(stderr).toMatch(/^dormouse: stdin:2:7 mode: "obsrve" .+\nstdin:3:8 rules: 7 .+\n$/);
    expect(exitCode).toBe(1);
  });

  test('no Region', async () => {
    vi.stubEnv('AWS_REGION', undefined);

    const { exitCode, stderr } = await dormouse(['plan', '--policy', '-'], HOME_POLICY);

    expect(stderr).toBe(NO_REGION);
    expect(exitCode).toBe(1);
  });

  test('a Region that is empty is none, and a default counts', async () => {
    vi.stubEnv('AWS_REGION', '');
    const none = await dormouse(['plan', '--policy', '-'], HOME_POLICY);
    vi.stubEnv('AWS_REGION', '');
    vi.stubEnv('AWS_DEFAULT_REGION', 'eu-central-1');
    const fallback = await dormouse(['plan', '--policy', '-'], HOME_POLICY);

    expect(none.stderr).toBe(NO_REGION);
    expect(fallback.stderr).toContain('ECONNREFUSED');
  });

  test.each([
    { where: 'the account and Region of the credentials', policy: HOME_POLICY },
    { where: 'targets in the policy', policy: POLICY },
  ])('a profile that gives no credentials, with $where', async ({ policy }) => {
    vi.stubEnv('AWS_PROFILE', 'nope');

    const { exitCode, stdout, stderr } = await dormouse(['plan', '--policy', '-'], policy);

    expect(`${stdout}${stderr}`).toContain(
      'the profile "nope" gives no credentials: Could not load credentials from any providers; list the profiles with aws configure list-profiles, or log in again with aws sso login --profile nope',
    );
    expect(`${stdout}${stderr}`).not.toContain('set AWS_PROFILE');
    expect(exitCode).toBe(1);
  });

  test('no Region, where the policy names others: whether anything is paused is not known', async () => {
    vi.stubEnv('AWS_REGION', undefined);

    const { stderr } = await dormouse(['plan', '--policy', '-'], POLICY);

    expect(stderr).toContain(
      "whether anything is paused can't be read (no Region is known): name that of the deployment with --region",
    );
  });

  test('no credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);

    const { exitCode, stderr } = await dormouse(['plan', '--policy', '-'], HOME_POLICY);

    expect(stderr).toMatch(
      /^dormouse: no AWS credentials were found: .+; name a profile with --profile .+\n$/,
    );
    expect(exitCode).toBe(1);
  });

  test.each(['localhost', 'localhost:4566'])('an endpoint that is no web address, %s', async (endpoint) => {
    vi.stubEnv('AWS_ENDPOINT_URL', endpoint);

    const { exitCode, stderr } = await dormouse(['plan', '--policy', '-'], POLICY);

    expect(stderr).toBe(
      `dormouse: AWS_ENDPOINT_URL is "${endpoint}", which is not a web address; write for example http://127.0.0.1:4566, or unset it\n`,
    );
    expect(exitCode).toBe(1);
  });

  test('an endpoint that does not answer', async () => {
    const { exitCode, stderr } = await dormouse(['plan', '--policy', '-'], HOME_POLICY);

    expect(stderr).toMatch(
      /^dormouse: .*ECONNREFUSED.*; check the network, the Region, and AWS_ENDPOINT_URL.+\n$/,
    );
    expect(exitCode).toBe(1);
  });

  test('an endpoint that does not answer, with targets in the policy', async () => {
    const { exitCode, stdout } = await dormouse(['plan', '--policy', await policyFile()]);

    expect(stdout).toMatch(
      /Unreachable: .*ECONNREFUSED.*; check the network.+\n\nNo plan: nothing could be read\.\n$/,
    );
    expect(exitCode).toBe(1);
  });

  test('a permission that is missing', async () => {
    const { simulator, close } = await openAws(EVENING);
    simulator.faults.setRules([{ kind: 'denied', action: 'DescribeDBClusters' }]);

    const { exitCode, stdout } = await dormouse(['plan', '--policy', await policyFile()]);
    await close();

    expect(stdout).toMatch(/AccessDenied: .+allow the action named here/);
    expect(exitCode).toBe(1);
  });

  test('DEBUG=dormouse shows where it happened', async () => {
    vi.stubEnv('DEBUG', 'dormouse');

    const { stderr } = await dormouse(['plan', '--policy', '/no/policy.yml']);

    expect(stderr).toContain('    at ');
  });
});
