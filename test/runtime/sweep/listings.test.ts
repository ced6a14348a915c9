import { DescribeDBClusterSnapshotsCommand, DescribeDBClustersCommand } from '@aws-sdk/client-rds';
import { expect, test } from 'vitest';
import { createListings } from '../../../shared/runtime/sweep/listings.ts';
import { fakeScope, serviceError } from '../../aws/builders.ts';

test('reads each account and Region once a run, for all who ask at the same time', async () => {
  const { scope, rds } = fakeScope();
  rds.on(DescribeDBClustersCommand).resolves({ DBClusters: [] });
  const listings = createListings();

  await Promise.all([listings.clusters(scope), listings.clusters({ ...scope })]);
  await listings.clusters({ ...scope, region: 'us-west-2' });
  await listings.clusters({ ...scope, account: '444455556666' });
  await createListings().clusters(scope);

  expect(rds.calls()).toHaveLength(4);
});

test('does not take the manual snapshots for all of them', async () => {
  const { scope, rds } = fakeScope();
  rds.on(DescribeDBClusterSnapshotsCommand).resolves({ DBClusterSnapshots: [] });
  const listings = createListings();

  await listings.snapshots(scope);
  await listings.manualSnapshots(scope);
  await listings.manualSnapshots(scope);

  expect(rds.calls().map(({ args }) => args[0].input)).toMatchObject([{}, { SnapshotType: 'manual' }]);
});

test('a listing that failed has failed for the run: nobody goes on with less', async () => {
  const { scope, rds } = fakeScope();
  rds.on(DescribeDBClustersCommand).rejectsOnce(serviceError('Throttling')).resolves({ DBClusters: [] });
  const listings = createListings();

  await expect(listings.clusters(scope)).rejects.toThrow('Throttling');
  await expect(listings.clusters(scope)).rejects.toThrow('Throttling');
});
