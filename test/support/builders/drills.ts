import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { Policy } from '../../../shared/policy/model/policy.ts';
import type { RecoveryRule } from '../../../shared/policy/model/recovery-rule.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import type { DrillFacts, DrillWorld } from '../../../shared/policy/recovery/drill/world.ts';
import { aCluster, aPolicy, aRule, DAY, HOUR, hoursOf, SATURDAY } from '../../policy/builders.ts';

export const DRILL_KEY = 'arn:aws:kms:eu-central-1:111122223333:key/1';

/** A rule that restores the newest snapshot in the Region of the cluster every 30 days. */
export function aRecoveryRule({
  drill,
  ...some
}: Partial<Omit<RecoveryRule, 'drill'>> & {
  readonly drill?: Partial<RecoveryRule['drill']>;
} = {}): RecoveryRule {
  return {
    drill: {
      everyMs: 30 * DAY,
      hours: hoursOf('always'),
      from: ['newest'],
      where: ['source'],
      atMost: 1,
      ttlMs: 12 * HOUR,
      ...drill,
    },
    network: { '*': { subnetGroup: 'drills', securityGroups: ['sg-0123456789abcdef0'] } },
    instance: { class: 'smallest' },
    checks: [{ kind: 'sql', sql: 'select count(*) from orders', database: 'shop', atLeast: 1000 }],
    targets: {},
    ...some,
  };
}

/** A policy whose one rule, for every cluster, has these drills. */
export function aDrillPolicy(recovery = aRecoveryRule()): Policy {
  return aPolicy({ rules: [aRule({ recovery })] });
}

/** A cluster with all that a drill of it needs. */
export function aSource(some: Partial<Cluster> = {}): Cluster {
  const id = some.id ?? 'dev-orders';
  return aCluster({
    resourceId: `cluster-${id.toUpperCase().replaceAll('-', '')}`,
    setup: { parameterGroup: 'orders16', port: 5433, kmsKey: DRILL_KEY },
    ...some,
  });
}

/** An automated snapshot of a cluster, a day old. */
export function aSnapshotOf(source: Cluster, some: Partial<Snapshot> = {}): Snapshot {
  const id = some.id ?? `rds:${source.id}-2026-11-20`;
  const region = some.region ?? source.region;
  return {
    arn: `arn:aws:rds:${region}:${source.account}:cluster-snapshot:${id}`,
    account: source.account,
    region,
    id,
    clusterId: source.id,
    ...(source.resourceId !== undefined && { resourceId: source.resourceId }),
    engine: source.engine,
    engineVersion: source.engineVersion,
    type: 'automated',
    status: 'available',
    createdAt: SATURDAY - DAY,
    percentProgress: 100,
    encrypted: true,
    kmsKey: DRILL_KEY,
    tags: {},
    ...some,
  };
}

const zones = ['eu-central-1a', 'eu-central-1b'];

/** Answers under which nothing is in the way of a drill. */
export function drillFacts(some: Partial<DrillFacts> = {}): DrillFacts {
  return {
    room: { known: { clusters: 10, instances: 10 } },
    versions: {
      'aurora-postgresql': {
        known: [{ engine: 'aurora-postgresql', version: '16.4', family: 'aurora-postgresql16' }],
      },
    },
    classes: {
      'aurora-postgresql 16.4': {
        known: ['db.serverless', 'db.t4g.medium', 'db.r6g.xlarge', 'db.r7g.large', 'db.r6g.large'].map(
          (name) => ({
            name,
            zones,
          }),
        ),
      },
    },
    keys: { [DRILL_KEY]: { known: { usable: true, arn: DRILL_KEY } } },
    subnetGroups: { drills: { known: { vpc: 'vpc-1', isDefaultVpc: false, zones } } },
    denied: { known: [] },
    ...some,
  };
}

/** The place eu-central-1 with a source, a snapshot of it and all facts, in which its drill is due. */
export function aDrillWorld(
  some: Partial<DrillWorld> = {},
  sources: readonly Cluster[] = [aSource()],
): DrillWorld {
  return {
    account: '111122223333',
    region: 'eu-central-1',
    observedAt: SATURDAY,
    clusters: sources.map((cluster) => ({ cluster })),
    open: [],
    done: new Set(),
    hasBucket: true,
    snapshots: sources.map((cluster) => aSnapshotOf(cluster)),
    restorable: Object.fromEntries(
      sources.map(({ arn }) => [arn, { known: { from: SATURDAY - 7 * DAY, to: SATURDAY - HOUR } }]),
    ),
    facts: drillFacts(),
    versions: { dormouse: '0.1.0' },
    ...some,
  };
}
