import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dormouse, EVENING, HOME_POLICY, NOON, openAws, POLICY, policyFile } from './scene.ts';

let aws: Awaited<ReturnType<typeof openAws>>;

beforeEach(async () => {
  aws = await openAws(EVENING);
});

afterEach(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});

describe('dormouse plan', () => {
  test('shows what would be done, and ends with 2', async () => {
    const { exitCode, stdout, stderr } = await dormouse(['plan', '--policy', await policyFile()]);

    expect(stdout).toMatch(
      /^111122223333 {2}eu-central-1\n {2}- stop {3}dev-orders {2}outside-hours {2}developers\n/,
    );
    expect(stdout).toContain('Plan: 2 to stop, 0 to start, 2 left.\n');
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
  });

  test('ends with 0 when nothing is to be done', async () => {
    await aws.close();
    aws = await openAws(NOON);

    const { exitCode, stdout } = await dormouse(['plan', '--policy', await policyFile()]);

    expect(stdout).toContain('Plan: 0 to stop, 0 to start, 4 left.\n');
    expect(exitCode).toBe(0);
  });

  test('writes nothing in AWS, whatever the mode of the policy', async () => {
    await dormouse(['plan', '--policy', await policyFile()]);

    expect(
      Object.keys(aws.simulator.calls.count()).filter((name) => !/^(Describe|Get|List)/.test(name)),
    ).toEqual([]);
    expect(aws.simulator.calls.list().length).toBeGreaterThan(2);
  });

  test('shows the other Regions when one is throttled, and ends with 1', async () => {
    aws.simulator.faults.setRules([{ kind: 'throttle', service: 'rds', region: 'us-east-1' }]);

    const { exitCode, stdout } = await dormouse(['plan', '--policy', await policyFile()]);

    expect(stdout).toContain('- stop   dev-orders');
    expect(stdout).toMatch(/✗ 111122223333 {2}us-east-1 {2}.+\n {4}Throttling: .+\n\nPlan: 1 to stop/);
    expect(exitCode).toBe(1);
  });

  test('leaves what CloudWatch does not tell, and says so', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', service: 'monitoring' }]);
    const idle = HOME_POLICY.replace('atOnce', 'whenIdle');

    const { exitCode, stdout, stderr } = await dormouse(['plan', '--policy', '-'], idle);

    expect(stdout).toContain('1  idle-unknown ');
    expect(stderr).toMatch(/^warning: .+/);
    expect(exitCode).toBe(0);
  });

  test('gives all of it as JSON', async () => {
    const { exitCode, stdout } = await dormouse(['plan', '--json', '--policy', '-'], POLICY);

    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      policy: '-',
      mode: 'enforce',
      summary: { stop: 2, start: 0, left: 2 },
      clusters: [
        { cluster: 'dev-held', reason: 'hold-unreadable', rule: 'developers' },
        {
          arn: 'arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders',
          account: '111122223333',
          region: 'eu-central-1',
          cluster: 'dev-orders',
          change: 'stop',
          rule: 'developers',
          reason: 'outside-hours',
        },
        { cluster: 'other', reason: 'no-rule' },
        { cluster: 'dev-us', change: 'stop' },
      ],
      read: [
        { region: 'eu-central-1', observedAt: '2026-11-23T20:00:00.000Z', clusters: 3 },
        { region: 'us-east-1', clusters: 1 },
      ],
      unread: [],
      unmatched: [],
    });
    expect(exitCode).toBe(2);
  });

  test('is narrowed to clusters, Regions and accounts', async () => {
    const path = await policyFile();
    const narrowed = ['plan', '--policy', path, '--regions', 'us-east-1', '--accounts', '111122223333'];

    const { stdout } = await dormouse([...narrowed, '--clusters', 'dev-*', '!dev-held']);

    expect(stdout).toContain('Plan: 1 to stop, 0 to start, 0 left.\n');
  });

  test.each([
    { args: ['--clusters', 'nobody'], says: 'Nothing is named nobody\n' },
    { args: ['--clusters', 'dev-oders'], says: 'Nothing is named dev-oders; did you mean dev-orders?\n' },
    { args: ['--regions', 'eu-west-3'], says: 'Nothing is named eu-west-3\n' },
    { args: ['--regions', 'us-east-2'], says: 'Nothing is named us-east-2; did you mean us-east-1?\n' },
  ])('ends with 1 when what $args names does not exist', async ({ args, says }) => {
    const { exitCode, stdout } = await dormouse(['plan', '--policy', await policyFile(), ...args]);

    expect(stdout).toContain(says);
    expect(exitCode).toBe(1);
  });

  test('says so where there are no clusters at all, as in a Region that was not meant', async () => {
    vi.stubEnv('AWS_REGION', 'us-west-2');

    const { exitCode, stdout } = await dormouse(['plan', '--policy', '-'], HOME_POLICY);

    expect(stdout).toBe(`No clusters at all in
  111122223333  us-west-2

Plan: 0 to stop, 0 to start, 0 left.
`);
    expect(exitCode).toBe(0);
  });

  test('names the clusters that a breaker keeps as they are', async () => {
    await aws.close();
    aws = await openAws(EVENING, 'clusters: [{ id: "dev-{n}", count: 2, tags: { env: dev } }]\n');
    const policy = `${HOME_POLICY}limits: { stop: { cap: 50, breaker: 50% } }\n`;

    const { exitCode, stdout } = await dormouse(['plan', '--policy', '-'], policy);

    expect(stdout).toContain(`More than a breaker under limits allows, so nothing of it is done
  ✗ 111122223333  eu-central-1
    2 clusters are due, limits.stop.breaker allows 1 (50% of 2)
    dev-1, dev-2
`);
    expect(exitCode).toBe(2);
  });

  test('looks at the account and Region of the credentials when the policy has no targets', async () => {
    const { exitCode, stdout } = await dormouse(['plan', '--policy', '-'], HOME_POLICY);

    expect(stdout).toContain('Plan: 1 to stop, 0 to start, 2 left.\n');
    expect(exitCode).toBe(2);
  });
});
