import { defined } from '../../defined.ts';
import { partitionOf } from '../model/arn.ts';
import type { Cluster, Member } from '../model/cluster.ts';
import { engineOf } from '../model/engines.ts';
import type { Policy } from '../model/policy.ts';
import type { StopFacts } from '../power/facts.ts';
import { settingsOf } from '../rules/settings.ts';
import type { LocalTime } from '../time/local-time.ts';
import { DAY_MS } from '../time/units.ts';
import { evidenceOf } from './given-use.ts';
import type { Given } from './schema.ts';
import { resolveTime } from './test-time.ts';

/** Versions with activity streams and the widest capacity of their engines. */
const versions: Readonly<Record<string, string>> = {
  'aurora-mysql': '8.0.mysql_aurora.3.08.0',
  'aurora-postgresql': '16.6',
  docdb: '5.0.0',
  mysql: '8.0.40',
  neptune: '1.3.2.1',
  postgres: '16.6',
};

/** The cluster that a test is given, as DescribeDBClusters would report it. */
export function givenCluster(given: Given, policy: Policy, local: LocalTime): Cluster {
  const [target = { account: undefined, regions: policy.organizations?.[0]?.regions ?? [] }] = policy.targets;
  const id = given.cluster ?? 'some-cluster';
  const engine = given.engine ?? 'aurora-postgresql';
  const account = given.account ?? target.account ?? '111122223333';
  const region = given.region ?? target.regions[0] ?? 'eu-central-1';
  const { capacity, activityStream: stream, maintenanceWindow } = given;
  return {
    arn: `arn:${partitionOf(region)}:rds:${region}:${account}:cluster:${id}`,
    ...{ account, region, id, engine },
    engineVersion: given.version ?? versions[engine] ?? '',
    engineMode: 'provisioned',
    status: given.status ?? 'available',
    createdAt: given.created ? resolveTime(given.created, local) : local.now - 366 * DAY_MS,
    tags: given.tags ?? {},
    members: Array.from({ length: given.instances ?? 1 }, (_, index) => `${id}-${index + 1}`),
    readReplicas: [],
    ...(engineOf({ engine }).multiAz && { instanceClass: given.instanceClass ?? 'db.r6gd.large' }),
    ...defined({ maintenanceWindow, resourceId: given.resourceId }),
    ...(capacity && {
      serverless: {
        min: capacity.min,
        max: capacity.max,
        ...defined({ autoPauseAfterMs: capacity.autoPauseAfter }),
      },
    }),
    ...defined({ activityStream: stream }),
  };
}

/** Its instances, all available. */
export function givenMembers(given: Given, { id, members }: Cluster): Member[] {
  const instanceClass = given.instanceClass ?? (given.capacity ? 'db.serverless' : 'db.r6g.large');
  return members.map((member) => ({ id: member, clusterId: id, status: 'available', instanceClass }));
}

/** The facts that decide whether it is stopped; its snapshots are added by whoever knows them. */
export function givenFacts(
  given: Given,
  policy: Policy,
  cluster: Cluster,
  local: LocalTime,
): Omit<StopFacts, 'snapshots'> {
  const { use = 'unknown', started, startedBy = 'user' } = given;
  const power = settingsOf(policy, cluster, 'power')?.settings;
  return {
    members: givenMembers(given, cluster),
    globalPeers: given.globalDatabase ? [`${cluster.arn}-elsewhere`] : [],
    inBlueGreen: given.blueGreen ?? false,
    ...(started && { lastStart: { at: resolveTime(started, local), by: startedBy } }),
    ...(typeof use === 'string'
      ? {
          evidence: {
            state: use,
            detail: given.use ? `the test says use: ${use}` : 'the test says nothing about use',
          },
        }
      : power && { evidence: evidenceOf(use, cluster, power, local) }),
  };
}
