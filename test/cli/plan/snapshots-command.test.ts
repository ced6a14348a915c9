import { describe, expect, test } from 'vitest';
import { awsForEachTest, dormouse, NOON, policyFile } from '../run-cli.ts';

const FLEET = `accounts: [{ id: "111122223333" }]
region: eu-central-1
clusters:
  - id: orders
    tags: { env: prod }
    encrypted: alias/production
    snapshots:
      - { id: by-hand, since: 2h, tags: { team: shop } }
      - id: dormouse-{cluster}-{stamp}-{hash}
        hashOf: |-
          dormouse:cluster=arn:aws:rds:eu-central-1:111122223333:cluster:orders
          dormouse:created-by=copy-snapshots
          dormouse:deployment=prod
          dormouse:rule=production
          dormouse:source=arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:rds:{cluster}-{minute}
          dormouse:source-time={time}
          us-west-2
          1
        count: 3
        since: 1d
        region: us-west-2
        encrypted: alias/dormouse
        copyOf: rds:{cluster}-{minute}
        tags:
          dormouse:created-by: copy-snapshots
          dormouse:deployment: prod
          dormouse:rule: production
          dormouse:cluster: arn:aws:rds:eu-central-1:111122223333:cluster:orders
          dormouse:source: arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:rds:{cluster}-{minute}
          dormouse:source-time: "{time}"
keys:
  - { alias: alias/production, regions: [eu-central-1] }
  - { alias: alias/dormouse, regions: [us-west-2] }
`;

const POLICY = `version: 1
mode: enforce
targets: [{ account: "111122223333", regions: [eu-central-1] }]
rules:
  - name: production
    match: { tags: { env: prod } }
    snapshots:
      create: { cron: "0 3 * * *", keep: { daily: 7 } }
      copy: { sources: [manual], to: [{ region: us-west-2, kmsKey: alias/dormouse, keep: { last: 2 } }] }
`;

const aws = awsForEachTest(NOON, FLEET);

async function plan(policy: string, ...args: string[]) {
  return await dormouse(['plan', '--policy', await policyFile(policy), ...args]);
}

describe('dormouse plan, of snapshots', () => {
  test('shows what would be taken, copied and deleted, and why, and ends with 2', async () => {
    const { exitCode, stdout, stderr } = await plan(POLICY);

    expect(stdout).toMatch(
      /eu-central-1\n {2}\+ snapshot {2}orders {2}due {2}production\n.+due Mon 03:00 UTC/,
    );
    expect(stdout).toMatch(
      /us-west-2\n {2}> copy {6}orders {2}to-copy +production\n.+from eu-central-1 to us-west-2, encrypted with arn:aws:kms:us-west-2:/,
    );
    expect(stdout).toMatch(/ {2}- delete {4}orders {2}expired +production\n.+ {2}last: 2 newer\n/);
    expect(stdout).toMatch(/Recovery points: .+\n {2}orders .+ eu-central-1 > us-west-2 .+ 24 h old\n/);
    expect(stdout).toContain(
      'Plan: 0 to stop, 0 to start, 1 snapshot to take, 1 to copy, 1 to delete, 1 cluster unchanged.\n',
    );
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
  });

  test('writes nothing in AWS', async () => {
    await plan(POLICY);

    expect(
      Object.keys(aws.simulator.calls.count()).filter((name) => !/^(Describe|Get|List)/.test(name)),
    ).toEqual([]);
  });

  test.each([
    {
      name: 'names no key',
      from: ' kmsKey: alias/dormouse,',
      to: '',
      says: /key-missing +production\n.+name a kmsKey of us-west-2/,
    },
    {
      name: 'names a key that is not there',
      from: 'alias/dormouse',
      to: 'alias/dormuose',
      says: /key-unusable +production\n.+alias\/dormuose in us-west-2/,
    },
  ])('says so when a rule with an encrypted source $name', async ({ from, to, says }) => {
    const { stdout } = await plan(POLICY.replace(from, to));

    expect(stdout).toMatch(says);
    expect(stdout).not.toContain('> copy');
  });

  test('a destination may be named, though it is no target', async () => {
    const { exitCode, stdout } = await plan(POLICY, '--regions', 'us-west-2');

    expect(stdout).toContain(
      'Plan: 0 to stop, 0 to start, 1 snapshot to copy, 1 to delete, 0 clusters unchanged.\n',
    );
    expect(exitCode).toBe(2);
  });

  test('ends with 2 when a breaker keeps all of it', async () => {
    const { exitCode, stdout } = await plan(`${POLICY.replace('last: 2', 'last: 1')}
limits: { deleteSnapshot: { breaker: 1 } }
protect: [{ tags: { env: prod }, from: [createSnapshot, copySnapshot] }]
`);

    expect(stdout).toMatch(/More changes are due than a breaker under limits allows.+\n.+\n.+\n {4}orders\n/);
    expect(stdout).toContain('Plan: 0 to stop, 0 to start, 1 cluster unchanged.\n');
    expect(exitCode).toBe(2);
  });

  test('a function that could not read a place is named', async () => {
    aws.simulator.faults.setRules([{ kind: 'denied', action: 'DescribeDBClusterSnapshots' }]);

    const { exitCode, stdout } = await plan(POLICY);

    expect(stdout).toContain('✗ 111122223333  eu-central-1  create-snapshots, prune-snapshots\n');
    expect(stdout).toContain('✗ 111122223333  us-west-2     all functions');
    expect(exitCode).toBe(1);
  });

  test('all of it comes as JSON', async () => {
    const { stdout } = await plan(POLICY, '--json');

    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      summary: { stop: 0, start: 0, left: 1, snapshots: { create: 1, copy: 1, delete: 1 } },
      snapshots: [
        { action: 'create', change: 'create', region: 'eu-central-1', reason: 'due' },
        { action: 'delete', snapshot: 'by-hand', reason: 'not-ours' },
        { action: 'copy', reason: 'not-a-source' },
        { action: 'copy', change: 'copy', region: 'us-west-2', sourceRegion: 'eu-central-1' },
        { action: 'delete', change: 'delete', region: 'us-west-2', reason: 'expired' },
        { action: 'delete', reason: 'kept' },
        { action: 'delete', reason: 'kept' },
      ],
      recoveryPoints: [{ cluster: 'orders', to: 'us-west-2', ageMs: 86_400_000 }],
    });
  });
});

test.each(['orders', 'arn:aws:rds:eu-central-1:111122223333:cluster:orders'])(
  'dormouse explain reports the snapshots of %s',
  async (name) => {
    const { stdout } = await dormouse(['explain', name, '--policy', await policyFile(POLICY)]);

    expect(stdout).toContain('\nsnapshot    yes, due: ');
    expect(stdout).toContain('\nnext due    Tue 03:00 UTC (0 3 * * *)\n');
    expect(stdout).toMatch(/\ncopies {6}to us-west-2: recovery point .+, 24 h old; 1 to copy/);
    expect(stdout).toContain('\nprune       in us-west-2: 1 to delete; skipped: 2 kept\n');
  },
);
