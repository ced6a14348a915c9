import type { Cluster, Member } from '../../../shared/policy/model/cluster.ts';
import type { DrillRecord } from '../../../shared/policy/model/drill-record.ts';
import type { DrillSeen } from '../../../shared/policy/recovery/drill/seen.ts';
import { aCluster } from '../../policy/builders.ts';

/** When the drills of tests begin: a Saturday. */
export const OPENED = Date.parse('2026-11-28T02:00:00Z');

const id = '202611280200-1f2e3d4c';
const name = `dormouse-drill-orders-${id}`;

/** A drill of the cluster `orders` in its own Region that has begun, and nothing more. */
export function aDrill(some: Partial<DrillRecord> = {}): DrillRecord {
  return {
    version: 1,
    drill: id,
    deployment: 'prod',
    rule: 'shop',
    source: {
      account: '111122223333',
      region: 'eu-central-1',
      cluster: 'orders',
      arn: 'arn:aws:rds:eu-central-1:111122223333:cluster:orders',
      resourceId: 'cluster-ORDERS',
      engine: 'aurora-postgresql',
      engineVersion: '16.4',
    },
    point: {
      kind: 'snapshot',
      arn: 'arn:aws:rds:eu-central-1:111122223333:cluster-snapshot:orders-1',
      snapshot: 'orders-1',
      createdAt: '2026-11-28T00:00:00Z',
    },
    place: { account: '111122223333', region: 'eu-central-1' },
    restored: {
      cluster: name,
      arn: `arn:aws:rds:eu-central-1:111122223333:cluster:${name}`,
      instance: `${name}-1`,
      instanceClass: 'db.r6g.large',
    },
    settings: {
      engine: 'aurora-postgresql',
      engineVersion: '16.4',
      subnetGroup: 'drills',
      securityGroups: ['sg-0123456789abcdef0'],
      parameterGroup: 'default.aurora-postgresql16',
      port: 5432,
      tags: { 'dormouse:drill': id, 'dormouse:drill-until': '2026-11-28T14:00:00Z' },
    },
    wanted: {
      checks: [{ kind: 'sql', sql: 'select count(*) from orders', database: 'shop', atLeast: 1000 }],
      targets: { rtoMs: 4 * 3_600_000, rpoMs: 26 * 3_600_000 },
    },
    openedAt: '2026-11-28T02:00:00Z',
    until: '2026-11-28T14:00:00Z',
    phases: {},
    checks: [],
    versions: { dormouse: '1.0.0' },
    ...some,
  };
}

/** The same drill once its restored cluster has answered a query, an hour after the request. */
export function aRestoredDrill(): DrillRecord {
  return aDrill({
    phases: { restoreRequestedAt: '2026-11-28T02:00:00Z', usableAt: '2026-11-28T03:00:00Z' },
  });
}

/** The cluster that a drill has made, as RDS lists it. */
export function aDrillCluster(
  { restored, drill, settings }: DrillRecord,
  some: Partial<Cluster> = {},
): Cluster {
  return aCluster({
    id: restored.cluster,
    arn: restored.arn,
    resourceId: 'cluster-DRILL',
    engine: settings.engine,
    engineVersion: settings.engineVersion,
    createdAt: OPENED + 60_000,
    tags: { 'dormouse:drill': drill },
    members: [],
    ...some,
  });
}

/** Its instance. */
export function aDrillInstance({ restored, drill }: DrillRecord, some: Partial<Member> = {}): Member {
  return {
    id: restored.instance,
    clusterId: restored.cluster,
    status: 'available',
    instanceClass: restored.instanceClass,
    tags: { 'dormouse:drill': drill },
    ...some,
  };
}

/** A drill as its place lists it: its cluster, if there is one, and its instances. */
export function drillSeen(
  drill: DrillRecord,
  cluster: Partial<Cluster> | undefined,
  instances: readonly Partial<Member>[],
): DrillSeen {
  return {
    ...(cluster !== undefined && { cluster: aDrillCluster(drill, cluster) }),
    instances: instances.map((one) => aDrillInstance(drill, one)),
  };
}
