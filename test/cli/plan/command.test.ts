import { describe, expect, test, vi } from 'vitest';
import { awsForEachTest, dormouse, EVENING, HOME_POLICY, NOON, POLICY, policyFile } from '../run-cli.ts';

const aws = awsForEachTest(EVENING);

describe('dormouse plan', () => {
  test('shows what would be done, and ends with 2', async () => {
    const { exitCode, stdout, stderr } = await dormouse(['plan', '--policy', await policyFile()]);

    expect(stdout).toMatch(
      /^111122223333 {2}eu-central-1\n {2}- stop {3}dev-orders {2}outside-hours {2}developers\n/,
    );
    expect(stdout).toContain('Plan: 2 to stop, 0 to start, 2 clusters unchanged.\n');
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
  });

  test('ends with 0 when nothing is due', async () => {
    await aws.open(NOON);

    const { exitCode, stdout } = await dormouse(['plan', '--policy', await policyFile()]);

    expect(stdout).toContain('Plan: 0 to stop, 0 to start, 4 clusters unchanged.\n');
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
    expect(stderr).toMatch(/^warning: 111122223333 eu-central-1: GetMetricData failed, .+\n$/);
    expect(exitCode).toBe(1);
  });

  test('reports one failure once, whoever finds it, also as JSON', async () => {
    await aws.open(EVENING, 'clusters: [{ id: dev, tags: { env: dev }, serverless: { min: 1, max: 8 } }]\n');
    aws.simulator.faults.setRules([{ kind: 'denied', service: 'monitoring' }]);
    const scaled = `${HOME_POLICY.replace('atOnce', 'whenIdle')}    capacity: [{ min: 1, max: 2 }]\n`;

    const { exitCode, stdout, stderr } = await dormouse(['plan', '--json', '--policy', '-'], scaled);

    const { warnings } = JSON.parse(stdout);
    expect(aws.simulator.calls.list({ service: 'monitoring' })).toHaveLength(2);
    expect(warnings).toEqual([expect.stringMatching(/^111122223333 eu-central-1: GetMetricData failed, /)]);
    expect(stderr).toBe(`warning: ${warnings[0]}\n`);
    expect(exitCode).toBe(1);
  });

  test('does not take the reason of another function for one that could not be read', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', action: 'DescribeDBInstances' }]);

    const { exitCode, stdout } = await dormouse(['plan', '--policy', '-'], HOME_POLICY);

    expect(stdout).toContain('1  not-observed ');
    expect(stdout).not.toContain('outside-hours');
    expect(exitCode).toBe(1);
  });

  test('asks a Region that gives no answer once, for all functions', async () => {
    aws.simulator.faults.setRules([{ kind: 'timeout', region: 'us-east-1' }]);
    const copied = POLICY.replace(
      'stop: atOnce }',
      '$&\n    snapshots: { copy: { to: [{ region: us-west-2, keep: { last: 1 } }] } }',
    );

    const { exitCode, stdout } = await dormouse(['plan', '--policy', '-'], copied);

    expect(aws.simulator.calls.list({ service: 'rds', region: 'us-east-1' })).toHaveLength(1);
    expect(stdout).toMatch(/✗ 111122223333 {2}us-east-1 {2}all functions\n/);
    expect(stdout).toContain('- stop   dev-orders');
    expect(exitCode).toBe(1);
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
      warnings: [],
    });
    expect(exitCode).toBe(2);
  });

  test('says so where there are no clusters at all, as in a Region that was not meant', async () => {
    vi.stubEnv('AWS_REGION', 'us-west-2');

    const { exitCode, stdout } = await dormouse(['plan', '--policy', '-'], HOME_POLICY);

    expect(stdout).toBe(`No clusters in
  111122223333  us-west-2

Plan: 0 to stop, 0 to start, 0 clusters unchanged.
`);
    expect(exitCode).toBe(0);
  });

  test('names the clusters that a breaker keeps as they are', async () => {
    await aws.open(EVENING, 'clusters: [{ id: "dev-{n}", count: 2, tags: { env: dev } }]\n');
    const policy = `${HOME_POLICY}limits: { stop: { cap: 50, breaker: 50% } }\n`;

    const { exitCode, stdout } = await dormouse(['plan', '--policy', '-'], policy);

    expect(
      stdout,
    ).toContain(`More changes are due than a breaker under limits allows, so none of these are made
  ✗ 111122223333  eu-central-1
    2 clusters are due, limits.stop.breaker allows 1 (50% of 2)
    dev-1, dev-2
`);
    expect(exitCode).toBe(2);
  });

  test('looks at the account and Region of the credentials when the policy has no targets', async () => {
    const { exitCode, stdout } = await dormouse(['plan', '--policy', '-'], HOME_POLICY);

    expect(stdout).toContain('Plan: 1 to stop, 0 to start, 2 clusters unchanged.\n');
    expect(exitCode).toBe(2);
  });

  test('--region is the Region of the credentials, or the one of the targets', async () => {
    const home = await dormouse(['plan', '--policy', '-', '--region', 'us-east-1'], HOME_POLICY);
    const target = await dormouse(['plan', '--policy', '-', '--region', 'us-east-1'], POLICY);

    expect(home.stdout).toMatch(/^111122223333 {2}us-east-1\n {2}- stop {3}dev-us /);
    expect(target.stdout).toBe(home.stdout);
  });

  test('--profile is used in place of AWS_PROFILE', async () => {
    vi.stubEnv('AWS_PROFILE', 'other');

    const { stderr } = await dormouse(['plan', '--policy', '-', '--profile', 'nope'], HOME_POLICY);

    expect(stderr).toMatch(/^dormouse: the profile "nope" gives no credentials/);
  });
});
