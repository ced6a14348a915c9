import type { RestoreFault } from '../../../simulator/core/restore-faults.ts';
import { type Answer, aControlPlane, hour, minute, type TestControlPlane } from '../control-plane.ts';

export const fleet = `
clusters:
  - id: orders
    use: always
    instances: 1
    tables:
      - { name: orders, database: shop, rows: 10000, perHour: 60 }
      - { name: prices, database: shop, rows: 7, perHour: 0 }
    snapshots: [{ id: before, since: 10h }]
  - id: other
    tables: [{ name: orders, database: shop, rows: 3 }]
timings: { lag: 0s, create: 10m, restore: 20m, restorePerGiB: 0s, reset: 1m }
`;

const id = 'again';

/** A snapshot that is restored up to its first query. */
export interface RestoredDatabase extends TestControlPlane {
  readonly arn: string;
  secretArn: string;
  ask(sql: string, more?: object): Answer;
}

export function aRestoredDatabase({
  text = fleet,
  faults = [],
  instanceClass = 'db.r6g.large',
}: {
  readonly text?: string;
  readonly faults?: readonly RestoreFault[];
  readonly instanceClass?: string;
} = {}): RestoredDatabase {
  const plane = aControlPlane(text);
  plane.faults.delivery = { ...plane.faults.delivery, restores: [...faults] };
  const engine = { Engine: 'aurora-postgresql' };
  const { DBCluster } = plane.rds('RestoreDBClusterFromSnapshot', {
    ...{ DBClusterIdentifier: id, SnapshotIdentifier: 'before', ...engine },
    ...(instanceClass === 'db.serverless' && {
      ServerlessV2ScalingConfiguration: { MinCapacity: 0, MaxCapacity: 2, SecondsUntilAutoPause: 300 },
    }),
  });
  plane.advance(30 * minute);
  plane.rds('CreateDBInstance', {
    ...{ DBInstanceIdentifier: `${id}-1`, DBClusterIdentifier: id, ...engine },
    DBInstanceClass: instanceClass,
  });
  plane.advance(hour);
  plane.rds('EnableHttpEndpoint', { ResourceArn: DBCluster.DBClusterArn });
  const { MasterUserSecret } = plane.rds('ModifyDBCluster', {
    DBClusterIdentifier: id,
    ManageMasterUserPassword: true,
  }).DBCluster;
  plane.advance(5 * minute);
  const database: RestoredDatabase = {
    ...plane,
    arn: DBCluster.DBClusterArn,
    secretArn: MasterUserSecret.SecretArn,
    ask: (sql, more = {}) => {
      const { arn: resourceArn, secretArn } = database;
      const input = { resourceArn, secretArn, sql, database: 'shop', ...more };
      return plane.run('rds-data', 'ExecuteStatement', input);
    },
  };
  return database;
}
