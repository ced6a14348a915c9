import { aControlPlane, hour, type TestControlPlane } from '../../control-plane.ts';

export const fleet = `
clusters:
  - id: orders
    engine: aurora-postgresql
    version: '15.4'
    backupRetention: 7
    backupWindow: 02:00-02:30
    subnetGroup: shop
    size: 100
    encrypted: none
    snapshots:
      - { id: kept, since: 2d }
      - { id: locked, since: 2d, encrypted: alias/shop }
      - { id: unready, since: 1m, status: creating }
  - { id: graph, engine: neptune, snapshots: [{ id: kept-graph }] }
  - { id: papers, engine: docdb, snapshots: [{ id: kept-papers }] }
keys: [{ alias: alias/shop }, { alias: alias/off, state: Disabled }]
places:
  - region: eu-central-1
    subnetGroups:
      - { name: drills }
      - { name: narrow, zones: 1 }
      - { name: open, vpc: open, internetGateway: true }
    withdrawn: [aurora-postgresql 14.6]
timings: { lag: 0s, create: 10m, restore: 20m, restorePerGiB: 0s, delete: 5m }
`;

export const wanted = {
  DBClusterIdentifier: 'again',
  SnapshotIdentifier: 'kept',
  Engine: 'aurora-postgresql',
};
export const instance = {
  DBInstanceIdentifier: 'again-1',
  DBClusterIdentifier: 'again',
  DBInstanceClass: 'db.r6g.large',
  Engine: 'aurora-postgresql',
};

export function restored(
  input: object = {},
  text = fleet,
): TestControlPlane & { cluster(): Record<string, unknown> } {
  const plane = aControlPlane(text);
  plane.rds('RestoreDBClusterFromSnapshot', { ...wanted, ...input });
  plane.advance(hour);
  const cluster = () => plane.rds('DescribeDBClusters', { DBClusterIdentifier: 'again' }).DBClusters[0];
  return { ...plane, cluster };
}

/** The events of the restored cluster and its instance, which come in no certain order. */
export function events({ delivered }: TestControlPlane): string[] {
  return delivered
    .map(({ event }) => event.detail)
    .filter(({ SourceIdentifier }) => SourceIdentifier.startsWith('again'))
    .map(({ EventID }) => EventID)
    .toSorted();
}
