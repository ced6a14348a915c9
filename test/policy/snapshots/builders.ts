import { defined } from '../../../shared/defined.ts';
import type { Cluster } from '../../../shared/policy/model/cluster.ts';
import type { CopyDestination, Policy, Rule, SnapshotsRule } from '../../../shared/policy/model/policy.ts';
import type { Snapshot } from '../../../shared/policy/model/snapshot.ts';
import { copyCommand, createCommand } from '../../../shared/policy/snapshots/commands.ts';
import { DEFAULT_DEPLOYMENT } from '../../../shared/policy/snapshots/deployment.ts';
import { type OwnSnapshot, ownSnapshots } from '../../../shared/policy/snapshots/own.ts';
import type { Created } from '../../../shared/policy/snapshots/provenance.ts';
import type { CopyWorld, CreateWorld, PruneWorld } from '../../../shared/policy/snapshots/worlds.ts';
import type { EpochMs } from '../../../shared/policy/time/units.ts';
import { aCluster, aPolicy, aRule, HOUR, SATURDAY } from '../builders.ts';

export const HOME = 'eu-central-1';
export const AWAY = 'us-west-2';
export const KEY = 'alias/dormouse';

const { power: _power, ...withoutPower } = aRule();
const made = { name: 'developers' };

/** Those that the deployment of these tests made. */
export function ownAmong(snapshots: readonly Snapshot[]): readonly OwnSnapshot[] {
  return ownSnapshots(snapshots, DEFAULT_DEPLOYMENT);
}

/** A policy whose only rule is about snapshots. */
export function aSnapshotPolicy(snapshots: SnapshotsRule, some: Partial<Policy> = {}): Policy {
  return aPolicy({ rules: [{ ...withoutPower, snapshots }], ...some });
}

/** Copies everything to the other Region, but for what is said here. */
export function copying(to: Partial<CopyDestination> = {}): SnapshotsRule {
  return { copy: { sources: ['automated', 'manual'], to: [{ region: AWAY, kmsKey: KEY, ...to }] } };
}

/** An automated one of the night of the world, complete. */
export function aSnapshot(some: Partial<Snapshot> = {}): Snapshot {
  const { id = 'rds:dev-orders-2026-11-21-03-07', account = '111122223333', region = HOME } = some;
  return {
    arn: `arn:aws:rds:${region}:${account}:cluster-snapshot:${id}`,
    account,
    region,
    id,
    clusterId: 'dev-orders',
    engine: 'aurora-postgresql',
    type: id.startsWith('rds:') ? 'automated' : 'manual',
    status: 'available',
    createdAt: SATURDAY - 9 * HOUR,
    percentProgress: 100,
    encrypted: false,
    tags: {},
    ...some,
  };
}

/** One that Dormouse took of a cluster at a time. */
export function created(
  at: EpochMs,
  some: Partial<Snapshot> = {},
  cluster: Cluster = aCluster(),
  by: Created['by'] = 'create-snapshots',
  policy: Policy = aPolicy(),
  rule: Pick<Rule, 'name'> = made,
): Snapshot {
  const { account, region, engine, resourceId } = cluster;
  const { snapshot: id, tags } = createCommand(policy, cluster, rule, by, at);
  const of = { clusterId: cluster.id, ...defined({ resourceId }) };
  return aSnapshot({ account, region, engine, id, tags, ...of, createdAt: at, ...some });
}

/** Dormouse's copy of a snapshot, in the other Region. As AWS may, it says no resource id. */
export function copyOf(
  source: Snapshot,
  some: Partial<Snapshot> = {},
  cluster: Cluster = aCluster({ id: source.clusterId }),
  policy: Policy = aPolicy(),
  taken: readonly Snapshot[] = [],
): Snapshot {
  const region = some.region ?? AWAY;
  const order = { source, cluster, rule: made, region, attempts: { failed: 0 } };
  const ids = new Set(taken.map((each) => each.id));
  const { snapshot: id, tags } = copyCommand(policy, { ...order, taken: ids }, SATURDAY);
  const { arn: sourceArn, account, clusterId, engine, createdAt } = source;
  return aSnapshot({
    ...{ account, region, engine, id, tags, clusterId, sourceArn },
    createdAt: createdAt + HOUR,
    ...some,
  });
}

const place = { account: '111122223333', region: HOME, observedAt: SATURDAY };

export function aCreateWorld(some: Partial<CreateWorld> = {}): CreateWorld {
  return {
    ...place,
    clusters: [{ cluster: aCluster() }],
    snapshots: [],
    quota: { used: 10, max: 100 },
    ...some,
  };
}

export function aCopyWorld(some: Partial<CopyWorld> = {}): CopyWorld {
  return {
    ...place,
    region: AWAY,
    clusters: [{ cluster: aCluster() }],
    sources: [aSnapshot()],
    copies: [],
    keys: {
      [KEY]: {
        usable: true,
        arn: `arn:aws:kms:${AWAY}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      },
    },
    quota: { used: 10, max: 100 },
    ...some,
  };
}

export function aPruneWorld(some: Partial<PruneWorld> = {}): PruneWorld {
  return {
    ...place,
    clusters: [{ cluster: aCluster() }],
    listed: [HOME],
    snapshots: [],
    otherRegions: [],
    keys: {},
    ...some,
  };
}
