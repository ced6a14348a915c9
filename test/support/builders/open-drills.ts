import type { Cluster, Member } from '../../../shared/policy/model/cluster.ts';
import type { DrillRecord } from '../../../shared/policy/model/drill-record.ts';
import type { DrillSeen } from '../../../shared/policy/recovery/drill/seen.ts';
import { aCluster } from '../../policy/builders.ts';
import { drillRecord } from './drill-records.ts';

/** When the drills of tests begin: a Saturday. */
export const OPENED = Date.parse('2026-11-28T02:00:00Z');

const id = '202611280200-1f2e3d4c';
const until = '2026-11-28T14:00:00Z';
const inRds = 'arn:aws:rds:eu-central-1:111122223333';
const name = `dormouse-drill-orders-${id}`;
const engineVersion = '16.4';

/** A drill of the cluster `orders` in its own Region that has begun, and nothing more. */
export function aDrill(some: Partial<DrillRecord> = {}): DrillRecord {
  const { source, restored, settings, ...base } = drillRecord({ drill: id });
  return {
    ...base,
    rule: 'shop',
    source: { ...source, cluster: 'orders', arn: `${inRds}:cluster:orders`, engineVersion },
    point: {
      ...{ kind: 'snapshot', snapshot: 'orders-1', createdAt: '2026-11-28T00:00:00Z' },
      arn: `${inRds}:cluster-snapshot:orders-1`,
    },
    restored: { ...restored, cluster: name, arn: `${inRds}:cluster:${name}`, instance: `${name}-1` },
    settings: {
      ...settings,
      ...{ engineVersion, parameterGroup: 'default.aurora-postgresql16', port: 5432 },
      tags: { ...settings.tags, 'dormouse:drill-until': until },
    },
    ...{ openedAt: '2026-11-28T02:00:00Z', until },
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
