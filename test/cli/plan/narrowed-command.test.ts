import { describe, expect, test } from 'vitest';
import { awsForEachTest, dormouse, EVENING, HOME_POLICY, POLICY, policyFile } from '../run-cli.ts';

const aws = awsForEachTest(EVENING);

describe('dormouse plan, narrowed by its options', () => {
  test('is narrowed to clusters, Regions and accounts', async () => {
    const path = await policyFile();
    const narrowed = ['plan', '--policy', path, '--regions', 'us-east-1', '--accounts', '111122223333'];

    const { stdout } = await dormouse([...narrowed, '--clusters', 'dev-*', '!dev-held']);

    expect(stdout).toContain('Plan: 1 to stop, 0 to start, 0 clusters unchanged.\n');
  });

  test('takes a cluster in capitals for the same, as explain does', async () => {
    const { stdout } = await dormouse(['plan', '--policy', await policyFile(), '--clusters', 'DEV-orders']);

    expect(stdout).toContain('Plan: 1 to stop, 0 to start, 0 clusters unchanged.\n');
  });

  test('says of a Region that only gets copies that it is no target', async () => {
    const copied = POLICY.replace(
      'stop: atOnce }',
      '$&\n    snapshots: { copy: { to: [{ region: us-west-2, keep: { last: 1 } }] } }',
    );

    const { stdout } = await dormouse(
      ['plan', '--policy', '-', '--clusters', 'dev-orders', '--regions', 'us-west-2'],
      copied,
    );

    expect(stdout).toContain(
      '\nus-west-2 is not a target of the policy: it only receives copies of snapshots, and its clusters are not read\n',
    );
  });

  test.each([
    {
      args: ['--clusters', 'nobody'],
      says: 'Nothing is named nobody; dormouse plan --all lists everything\n',
    },
    { args: ['--clusters', 'dev-oders'], says: 'Nothing is named dev-oders; did you mean dev-orders?\n' },
    {
      args: ['--regions', 'eu-west-3'],
      says: 'Nothing is named eu-west-3; dormouse plan --all lists everything\n',
    },
    { args: ['--regions', 'us-east-2'], says: 'Nothing is named us-east-2; did you mean us-east-1?\n' },
  ])('ends with 1 when what $args names does not exist', async ({ args, says }) => {
    const { exitCode, stdout } = await dormouse(['plan', '--policy', await policyFile(), ...args]);

    expect(stdout).toContain(says);
    expect(exitCode).toBe(1);
  });

  test('narrowed to a cluster that may be where nothing could be read, says that', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', region: 'us-east-1' }]);
    const path = await policyFile();

    const { exitCode, stdout } = await dormouse(['plan', '--policy', path, '--clusters', 'batch-*']);

    expect(stdout).toContain(
      'Nothing that could be read is named batch-*; it may be where something could not be read\n',
    );
    expect(stdout).toContain(
      'Plan: 0 to stop, 0 to start, 0 clusters unchanged. 1 account and Region could not be read.\n',
    );
    expect(stdout).not.toContain('No plan');
    expect(exitCode).toBe(1);
  });

  test('says of one cluster what a plan of all says, for limits count them all', async () => {
    await aws.open(EVENING, 'clusters: [{ id: "dev-{n}", count: 2, tags: { env: dev } }]\n');
    const policy = `${HOME_POLICY}limits: { stop: 1 }\n`;

    const { exitCode, stdout } = await dormouse(['plan', '--policy', '-', '--clusters', 'dev-2'], policy);

    expect(stdout).toContain('  1  limit-cap ');
    expect(stdout).toContain('Plan: 0 to stop, 0 to start, 1 ');
    expect(exitCode).toBe(0);
  });

  test.each([
    [
      ['--rule', 'developers'],
      ['dev-orders', 'dev-us'],
    ],
    [['--tag', 'env=dev', 'team'], ['dev-us']],
    [['--tag', 'env=prod'], []],
    [['--rule', 'developers', '--tag', 'team=shop', '--clusters', 'dev-*'], ['dev-us']],
  ])('shows only what %j selects', async (options, clusters) => {
    aws.simulator.backend.cluster('dev-us').changeTags({ team: 'shop' });

    const { stdout } = await dormouse(['plan', '--json', '--policy', '-', ...options], POLICY);

    const due = JSON.parse(stdout).clusters.filter(({ change }: { change?: string }) => change);
    expect(due.map(({ cluster }: { cluster: string }) => cluster)).toEqual(clusters);
  });

  test('does not know a rule of another name', async () => {
    const { exitCode, stderr } = await dormouse(['plan', '--policy', '-', '--rule', 'developer'], POLICY);

    expect(stderr).toBe('dormouse: the policy has no rule "developer"; did you mean developers?\n');
    expect(exitCode).toBe(1);
  });
});
