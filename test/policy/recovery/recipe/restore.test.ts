import { describe, expect, test } from 'vitest';
import { planRestore, type RestorePlan } from '../../../../shared/policy/recovery/recipe/restore.ts';
import { AWAY, HOME } from '../../snapshots/builders.ts';
import { away, home, recipe } from './restored.ts';

function textOf({ steps }: RestorePlan): string[] {
  return steps.map(({ command, options }) =>
    [
      command,
      ...options.map(([name, ...values]) =>
        [
          `--${name}`,
          ...values.map((value) => (typeof value === 'string' ? value : `$${value.wanted}`)),
        ].join(' '),
      ),
    ].join(' '),
  );
}

describe('a restore in the Region of the source', () => {
  const plan = planRestore({ snapshot: home, recipe });

  test('passes explicitly what AWS would choose otherwise, and makes each instance, the writer first', () => {
    expect(textOf(plan)).toEqual([
      [
        `restore-db-cluster-from-snapshot --db-cluster-identifier orders-restored --snapshot-identifier ${home.arn}`,
        '--engine aurora-postgresql --engine-version 16.6 --db-subnet-group-name private',
        '--vpc-security-group-ids sg-1 sg-2 --db-cluster-parameter-group-name orders-16 --port 5433',
        '--kms-key-id arn:aws:kms:eu-central-1:111122223333:key/1',
        '--serverless-v2-scaling-configuration MinCapacity=0,MaxCapacity=8,SecondsUntilAutoPause=300',
        '--storage-type aurora-iopt1 --network-type IPV4 --no-deletion-protection',
        '--enable-iam-database-authentication --no-copy-tags-to-snapshot',
        '--engine-lifecycle-support open-source-rds-extended-support-disabled',
        '--enable-cloudwatch-logs-exports postgresql --tags [{"Key":"env","Value":"prod"}]',
      ].join(' '),
      'wait db-cluster-available --db-cluster-identifier orders-restored',
      [
        'create-db-instance --db-instance-identifier orders-restored-1 --db-cluster-identifier orders-restored',
        '--db-instance-class db.r6g.large --engine aurora-postgresql --promotion-tier 0',
        '--db-parameter-group-name orders --no-publicly-accessible',
      ].join(' '),
      'wait db-instance-available --db-instance-identifier orders-restored-1',
      [
        'create-db-instance --db-instance-identifier reporting-restored --db-cluster-identifier orders-restored',
        '--db-instance-class db.serverless --engine aurora-postgresql --promotion-tier 15 --publicly-accessible',
      ].join(' '),
      [
        'add-role-to-db-cluster --db-cluster-identifier orders-restored',
        '--role-arn arn:aws:iam::111122223333:role/import --feature-name s3Import',
      ].join(' '),
      [
        'modify-db-cluster --db-cluster-identifier orders-restored --backup-retention-period 7',
        '--preferred-backup-window 02:00-02:30 --preferred-maintenance-window sun:05:00-sun:05:30',
        '--manage-master-user-password --apply-immediately',
      ].join(' '),
      `enable-http-endpoint --resource-arn arn:aws:rds:${HOME}:111122223333:cluster:orders-restored`,
    ]);
  });

  test('asks for nothing', () => {
    expect(plan.wanted).toEqual([]);
  });
});

describe('a restore in another Region', () => {
  const plan = planRestore({ snapshot: away, recipe });

  test('keeps the names, and asks for all that is of the Region of the source', () => {
    const [restore = ''] = textOf(plan);

    expect(plan.cluster).toBe('orders');
    expect(restore).toContain(
      '--db-subnet-group-name $SUBNET_GROUP --vpc-security-group-ids $SECURITY_GROUPS',
    );
    expect(restore).toContain('--db-cluster-parameter-group-name $CLUSTER_PARAMETER_GROUP');
    expect(restore).toContain(`--kms-key-id arn:aws:kms:${AWAY}:111122223333:key/2`);
    expect(textOf(plan)[2]).toContain('--db-parameter-group-name $INSTANCE_PARAMETER_GROUP_1');
    expect(plan.wanted).toEqual([
      { wanted: 'SUBNET_GROUP', field: 'subnets', was: 'private' },
      { wanted: 'SECURITY_GROUPS', field: 'security', was: 'sg-1 sg-2' },
      { wanted: 'CLUSTER_PARAMETER_GROUP', field: 'parameters', was: 'orders-16' },
      { wanted: 'INSTANCE_PARAMETER_GROUP_1', field: 'instances', was: 'orders' },
    ]);
    expect(plan.differences).toContainEqual({
      field: 'key',
      what: 'KMS key',
      why: 'it has that of the snapshot, which is another one',
    });
  });

  test("takes AWS's default parameter groups, which every Region has", () => {
    const plain = { ...recipe, parameterGroup: 'default.aurora-postgresql16', instances: [] };

    expect(planRestore({ snapshot: away, recipe: plain }).wanted.map(({ wanted }) => wanted)).toEqual([
      'SUBNET_GROUP',
      'SECURITY_GROUPS',
    ]);
  });
});

test('never leaves the network to AWS, not even where the recipe does not hold it', () => {
  const { subnetGroup: _s, securityGroups: _g, ...rest } = recipe;
  const plan = planRestore({ snapshot: home, recipe: { ...rest, without: ['subnets', 'security'] } });

  expect(textOf(plan)[0]).toContain(
    '--db-subnet-group-name $SUBNET_GROUP --vpc-security-group-ids $SECURITY_GROUPS',
  );
  expect(plan.differences.map(({ what, why }) => `${what}: ${why}`)).toContain(
    'subnet group: you give it, because that of the source is not known',
  );
});

test.each([
  ['docdb', /iam-database|copy-tags|lifecycle|publicly/],
  ['neptune', /lifecycle/],
  ['postgres', /create-db-instance/],
])('%s gets no option that it does not take', (engine, none) => {
  const plan = planRestore({ snapshot: { ...home, engine }, recipe });

  expect(textOf(plan).join('\n')).not.toMatch(none);
});
