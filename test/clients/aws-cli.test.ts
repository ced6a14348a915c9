/** Commands of the AWS CLI, with its own paging, `--query` and waiters. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedFleet, serveFleet } from './served-fleet.ts';

const arnOf = (id: string) => `arn:aws:rds:eu-central-1:111122223333:cluster:${id}`;
let served: ServedFleet;

beforeAll(async () => {
  served = await serveFleet();
});

afterAll(() => served?.close());

/** Answers a command that has to succeed, as JSON; nothing when it prints nothing. */
async function aws(command: string, query?: string): Promise<unknown> {
  const filter = query === undefined ? [] : ['--query', query];
  const { code, stdout, stderr } = await served.run('aws', [
    ...command.split(' '),
    ...filter,
    '--output',
    'json',
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.trim() === '' ? undefined : JSON.parse(stdout);
}

test('says whose credentials these are', async () => {
  expect(await aws('sts get-caller-identity', 'Account')).toBe('111122223333');
});

test('lists clusters, instances and snapshots', async () => {
  const running = `DBClusters[?Status=='available'].DBClusterIdentifier | sort(@)`;

  expect(await aws('rds describe-db-clusters', running)).toEqual([
    'graph',
    'idle',
    'idle-documents',
    'orders',
  ]);
  expect(await aws('rds describe-db-clusters --page-size 20 --max-items 2', 'length(DBClusters)')).toBe(2);
  expect(
    await aws(
      'rds describe-db-instances --filters Name=db-cluster-id,Values=orders',
      'DBInstances[].[DBInstanceIdentifier,DBInstanceStatus]',
    ),
  ).toEqual([
    ['orders-1', 'available'],
    ['orders-2', 'available'],
  ]);
  expect(
    await aws(
      'rds describe-db-cluster-snapshots --snapshot-type manual --db-cluster-identifier orders',
      'DBClusterSnapshots[].[DBClusterSnapshotIdentifier,Status,PercentProgress]',
    ),
  ).toEqual([['before-upgrade', 'available', 100]]);
});

test('stops and starts a cluster', async () => {
  const status = 'DBCluster.Status';

  expect(await aws('rds stop-db-cluster --db-cluster-identifier idle', status)).toBe('available');
  await expect
    .poll(() => aws('rds describe-db-clusters --db-cluster-identifier idle', 'DBClusters[0].Status'), {
      timeout: 30_000,
    })
    .toBe('stopped');
  expect(await aws('rds start-db-cluster --db-cluster-identifier idle', status)).toBe('stopped');
  expect(await aws('rds wait db-cluster-available --db-cluster-identifier orders')).toBeUndefined();
});

test('writes tags', async () => {
  const name = `--resource-name ${arnOf('graph')}`;

  expect(await aws(`rds add-tags-to-resource ${name} --tags Key=owner,Value=anna`)).toBeUndefined();

  expect(await aws(`rds list-tags-for-resource ${name}`)).toEqual({
    TagList: [{ Key: 'owner', Value: 'anna' }],
  });
  expect(
    await aws(
      'resourcegroupstaggingapi get-resources --tag-filters Key=owner,Values=anna',
      'ResourceTagMappingList[].ResourceARN',
    ),
  ).toEqual([arnOf('graph')]);
});

test('takes a snapshot', async () => {
  const given = '--db-cluster-identifier orders --db-cluster-snapshot-identifier by-hand';

  expect(
    await aws(`rds create-db-cluster-snapshot ${given}`, 'DBClusterSnapshot.[Status,SnapshotType]'),
  ).toEqual(['creating', 'manual']);
});

test('reads a metric', async () => {
  const from = new Date(Date.now() - 2 * 3_600_000).toISOString();
  const span = `--start-time ${from} --end-time ${new Date().toISOString()} --period 3600 --statistics Maximum`;
  const metric = '--namespace AWS/RDS --metric-name DatabaseConnections --dimensions';

  expect(
    await aws(
      `cloudwatch get-metric-statistics ${metric} Name=DBClusterIdentifier,Value=orders ${span}`,
      'max(Datapoints[].Maximum)',
    ),
  ).toBe(12);
});

test('ends with the error of AWS when a cluster is not there', async () => {
  const { code, stderr } = await served.run(
    'aws',
    'rds stop-db-cluster --db-cluster-identifier none'.split(' '),
  );

  expect(code).toBeGreaterThan(0);
  expect(stderr).toContain(
    'An error occurred (DBClusterNotFoundFault) when calling the StopDBCluster operation',
  );
});
