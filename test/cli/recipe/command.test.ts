import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { writeRecipe } from '../../../shared/policy/recovery/recipe/tags.ts';
import { awsForEachTest, dormouse, NOON, writesOf } from '../run-cli.ts';

const recipe = {
  cluster: 'arn:aws:rds:eu-central-1:111122223333:cluster:orders',
  subnetGroup: 'private subnets',
  securityGroups: ['sg-1', 'sg-2'],
  parameterGroup: 'orders-16',
  instances: [{ id: 'orders-1', instanceClass: "db.r6g.large'; rm -rf /" }],
  port: 5433,
  without: [],
};
const { tags } = writeRecipe(recipe, 40);
const aws = awsForEachTest(
  NOON,
  `clusters:
  - id: orders
    version: "16.6"
    snapshots:
      - { id: taken, since: 1d, tags: ${JSON.stringify(tags)} }
      - { id: copied, since: 1d, region: us-west-2, tags: ${JSON.stringify(tags)} }
      - { id: plain, since: 1d }
      - { id: changed, since: 1d, tags: ${JSON.stringify(tags).replace('5433', '5434')} }
`,
);
const COPY = 'arn:aws:rds:us-west-2:111122223333:cluster-snapshot:copied';

describe('dormouse recipe', () => {
  test('prints a script that restores the cluster as it was, and reads the snapshot only', async () => {
    const { exitCode, stdout, stderr } = await dormouse(['recipe', 'taken']);

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toContain('# Restores taken of 2026-11-22T12:00Z as orders-restored in eu-central-1');
    expect(stdout).toContain(
      "  --db-subnet-group-name 'private subnets' \\\n  --vpc-security-group-ids sg-1 sg-2 \\\n",
    );
    expect(stdout).toContain("  --db-instance-class 'db.r6g.large'\\''; rm -rf /' \\\n");
    expect(writesOf(aws)).toEqual([]);
    expect(aws.simulator.calls.count()).toEqual({ GetCallerIdentity: 1, DescribeDBClusterSnapshots: 1 });
  });

  test('asks for what is of another Region, and does nothing before it is given', async () => {
    const { stdout } = await dormouse(['recipe', COPY]);

    expect(stdout).toMatch(/^# SUBNET_GROUP of the source: private subnets\n: "\$\{SUBNET_GROUP:\?\}"$/m);
    expect(stdout).toContain(
      '--db-subnet-group-name "$SUBNET_GROUP" \\\n  --vpc-security-group-ids $SECURITY_GROUPS',
    );
    expect(stdout.split('\n').filter((line) => line.startsWith('#') && line.length > 80)).toEqual([]);
    expect(stubbed(stdout, {}).status).not.toBe(0);
    const given = { SUBNET_GROUP: 'a b', SECURITY_GROUPS: 'sg-8 sg-9', CLUSTER_PARAMETER_GROUP: 'pg' };
    expect(stubbed(stdout, given).calls[0]).toContain(
      '--db-subnet-group-name|a b|--vpc-security-group-ids|sg-8|sg-9|',
    );
  });

  test('quotes what somebody wrote into the tags, so that a shell takes it for a value', async () => {
    const { stdout } = await dormouse(['recipe', 'taken', '--as', 'again']);

    expect(stubbed(stdout, {}).calls.at(2)).toContain(
      "|--db-cluster-identifier|again|--db-instance-class|db.r6g.large'; rm -rf /|",
    );
  });

  test('is data for programs', async () => {
    const { stdout } = await dormouse(['recipe', COPY, '--json']);

    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      snapshot: { id: 'copied', arn: COPY, status: 'available', createdAt: '2026-11-22T12:00:00.000Z' },
      recipe,
      restore: { region: 'us-west-2', cluster: 'orders', wanted: [{ wanted: 'SUBNET_GROUP' }, {}, {}] },
    });
  });

  test.each([
    [['plain'], 'the snapshot plain has no recipe in its tags; name one that Dormouse took'],
    [['changed'], 'the recipe in the tags of changed is damaged: its checksum does not fit'],
    [['nowhere'], 'there is no cluster snapshot nowhere in eu-central-1; name its ARN'],
    [
      [COPY.replace('1111', '9999')],
      'the snapshot is in account 999922223333, the credentials are of 111122223333',
    ],
    [['taken', '--as', '-x'], '--as "-x" can be no cluster\'s name'],
  ])('%j is an error with its remedy', async (args, message) => {
    const { exitCode, stdout, stderr } = await dormouse(['recipe', ...args]);

    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
    expect(stderr.replaceAll('\n', ' ')).toContain(message);
  });
});

/** Runs a script in a shell in which `aws` only says with which arguments it was called. */
function stubbed(script: string, environment: Record<string, string>): { status: number; calls: string[] } {
  const stub = `aws() { printf '%s|' "$@"; echo; }\n${script}`;
  try {
    const out = execFileSync('sh', ['-c', stub], { env: environment, encoding: 'utf8', stdio: 'pipe' });
    return { status: 0, calls: out.trim().split('\n') };
  } catch {
    return { status: 1, calls: [] };
  }
}
