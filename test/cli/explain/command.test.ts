import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { dormouse, EVENING, HOME_POLICY, openAws, policyFile } from '../run-cli.ts';

const TWINS = `accounts: [{ id: "111122223333" }]
clusters:
  - { id: dev-orders, tags: { env: dev } }
  - { id: dev-orders, region: us-east-1 }
`;
const ARN = 'arn:aws:rds:us-east-1:111122223333:cluster:dev-orders';

let aws: Awaited<ReturnType<typeof openAws>>;

beforeAll(async () => {
  aws = await openAws(EVENING, TWINS);
});

afterEach(() => aws.simulator.faults.clear());

afterAll(async () => {
  await aws.close();
  vi.unstubAllEnvs();
});

describe('dormouse explain', () => {
  test('explains each cluster of that name, with both decisions and every rule', async () => {
    const { exitCode, stdout, stderr } = await dormouse([
      'explain',
      'DEV-orders',
      '--policy',
      await policyFile(),
    ]);

    expect(stdout).toContain('arn:aws:rds:eu-central-1:111122223333:cluster:dev-orders\n');
    expect(stdout).toContain(`\n${ARN}\n`);
    expect(stdout).toContain('stop        yes, outside-hours');
    expect(stdout).toContain('start       no, outside-hours');
    expect(stdout).toContain('rule        developers: does not match');
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  test('reads only the place that an ARN names', async () => {
    aws.simulator.calls.clear();

    const { stdout } = await dormouse(['explain', ARN, '--policy', await policyFile()]);

    expect(stdout).toMatch(/^dev-orders/);
    expect(new Set(aws.simulator.calls.list({ service: 'rds' }).map(({ region }) => region))).toEqual(
      new Set(['us-east-1']),
    );
  });

  test('gives all of it as JSON', async () => {
    const { stdout } = await dormouse(['explain', ARN, '--json', '--policy', await policyFile()]);

    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      explanations: [
        {
          cluster: { arn: ARN, status: 'available' },
          rules: [{ name: 'developers', matched: false }],
          decisions: [
            { action: 'stop', reason: 'no-rule' },
            { action: 'start', reason: 'no-rule' },
          ],
        },
      ],
      unread: [],
      warnings: [],
    });
  });

  test('fails when metrics could not be read, as a plan does', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', service: 'monitoring' }]);
    const policy = await policyFile(HOME_POLICY.replace('atOnce', 'whenIdle'));

    const text = await dormouse(['explain', 'dev-orders', '--policy', policy]);
    const json = await dormouse(['explain', 'dev-orders', '--policy', policy, '--json']);

    expect(text.stdout).toContain('stop        no, idle-unknown');
    expect(text.stderr).toContain('GetMetricData failed');
    expect(JSON.parse(json.stdout).warnings).toEqual([expect.stringContaining('GetMetricData failed')]);
    expect([text.exitCode, json.exitCode]).toEqual([1, 1]);
  });

  test('suggests a name that is near to one that does not exist', async () => {
    const { exitCode, stdout, stderr } = await dormouse([
      'explain',
      'dev-oders',
      '--policy',
      await policyFile(),
    ]);

    expect(stderr).toMatch(/^dormouse: no cluster dev-oders .+; did you mean dev-orders\?\n$/);
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  });

  test('compares an ARN with the identifiers of its own account and Region', async () => {
    const { exitCode, stderr } = await dormouse([
      'explain',
      ARN.replace('orders', 'oders'),
      '--policy',
      await policyFile(),
    ]);

    expect(stderr).toBe(
      `dormouse: no cluster dev-oders in the one cluster of 111122223333 us-east-1; did you mean ${ARN}?\n`,
    );
    expect(exitCode).toBe(1);
  });

  test('does not speak for an account and Region that could not be read', async () => {
    aws.simulator.faults.setRules([{ kind: 'throttle', service: 'rds', region: 'us-east-1' }]);

    const { stderr } = await dormouse(['explain', 'nobody', '--policy', await policyFile()]);

    expect(stderr).toMatch(
      /\ndormouse: no cluster nobody in the one cluster that could be read; it may be where nothing could be read: fix the errors above\n$/,
    );
  });

  test('says what could not be read in place of a decision', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', action: 'DescribeDBInstances' }]);

    const { exitCode, stdout } = await dormouse(['explain', 'dev-orders', '--policy', await policyFile()]);

    expect(stdout).toContain('\nstop        not known: could not be read\n');
    expect(stdout).toContain('\nstart       no, outside-hours');
    expect(exitCode).toBe(1);
  });

  test('says that an ARN is out of the reach of the policy', async () => {
    const arn = ARN.replace('us-east-1', 'eu-west-3');

    const { exitCode, stderr } = await dormouse(['explain', arn, '--policy', await policyFile()]);

    expect(stderr).toBe(
      `dormouse: ${arn} is in no account and Region of the policy; add its account and Region under targets\n`,
    );
    expect(exitCode).toBe(1);
  });

  test('says that it may have missed one where a place could not be read', async () => {
    aws.simulator.faults.setRules([{ kind: 'throttle', service: 'rds', region: 'us-east-1' }]);

    const { exitCode, stdout, stderr } = await dormouse([
      'explain',
      'dev-orders',
      '--policy',
      await policyFile(),
    ]);

    expect(stdout).toContain('eu-central-1');
    expect(stderr).toMatch(/^111122223333 us-east-1 could not be read: Throttling: .+\n$/);
    expect(exitCode).toBe(1);
  });

  test('reports one fault of several places once', async () => {
    aws.simulator.faults.setRules([{ kind: 'throttle', service: 'rds' }]);

    const { stderr } = await dormouse(['explain', 'dev-orders', '--policy', await policyFile()]);

    expect(stderr).toMatch(
      /^111122223333 eu-central-1, 111122223333 us-east-1 could not be read: .+\ndormouse: nothing could be read; .+\n$/,
    );
  });
});
