import { createHash } from 'node:crypto';
import { defined } from '../../../shared/defined.ts';
import { defaultPlatform } from '../../fleet/capacity-ranges.ts';
import type { Since } from '../../fleet/duration.ts';
import type { FleetCluster, FleetInstance } from '../../fleet/fleet.ts';
import type { Quirks } from '../../fleet/quirks.ts';
import { recordedStatus } from '../../fleet/recording.ts';
import { isDown } from '../../fleet/statuses.ts';
import { isRecording } from '../../fleet/use.ts';
import type { Keys } from '../../kms/keys.ts';
import { clusterArn, instanceArn } from '../api/arn.ts';
import { buildStream } from './activity-stream.ts';
import { nightWindow } from './backup-window.ts';
import { buildCapacities } from './capacities.ts';
import type { Cluster, Member } from './cluster.ts';
import { toEncryption } from './encryption.ts';
import { createHistory } from './history.ts';
import { sevenDaysMs } from './power.ts';
import { toVolume } from './volume.ts';

const yearMs = 365 * 86_400_000;

/** The clusters of a fleet as they are when the simulation starts at `now` (ms), linked to each other. */
export function buildClusters(
  fleet: readonly FleetCluster[],
  keys: Keys,
  quirks: Quirks,
  now: number,
): Cluster[] {
  const there = fleet.filter(({ deleted }) => !deleted);
  const byName = Map.groupBy(there, ({ account, id }) => `${account}/${id}`);
  const find = (from: FleetCluster, id: string | undefined) => {
    const found = byName.get(`${from.account}/${id}`)?.find((other) => other !== from);
    return found && arnOf(found);
  };
  const built = fleet.map((cluster) => {
    const source = find(cluster, cluster.readReplicaOf);
    const blue = find(cluster, cluster.greenOf);
    const identity = cluster.deleted ? `${arnOf(cluster)}#deleted` : arnOf(cluster);
    return buildCluster(cluster, { keys, quirks, now }, { source, blue }, identity);
  });
  const byArn = new Map(
    built.flatMap((cluster, index) => (fleet[index]?.deleted ? [] : [[cluster.arn, cluster] as const])),
  );
  for (const { arn, replicationSource } of built) {
    if (replicationSource !== undefined) byArn.get(replicationSource)?.readReplicas.push(arn);
  }
  return built;
}

function arnOf({ account, region, id }: FleetCluster): string {
  return clusterArn(account, region, id);
}

export interface BuildContext {
  readonly keys: Keys;
  readonly quirks: Quirks;
  readonly now: number;
  /** The fleet is a real one, of which nothing may be made up. */
  readonly isRecorded?: boolean;
}

/** ARNs of the clusters that a cluster of the fleet refers to. */
export type References = Readonly<Record<'source' | 'blue', string | undefined>>;

/** One cluster as it is at `now` (ms); `identity` distinguishes it from others that had or will have its name. */
export function buildCluster(
  cluster: FleetCluster,
  context: BuildContext,
  { source, blue }: References,
  identity = arnOf(cluster),
): Cluster {
  const { keys, quirks, now } = context;
  const { account, region, id, engine, engineVersion, mode, serverless, global } = cluster;
  const { status, since } = statusAt(cluster, now);
  const arn = arnOf(cluster);
  const createdAt = cluster.created && sinceToMs(cluster.created, now);
  const at = Math.max(since, createdAt ?? Number.NEGATIVE_INFINITY);
  const restart = status === 'stopped' ? { automaticRestartAt: at + sevenDaysMs } : {};
  const entry = { status, at, visibleAt: at, ...restart };
  const statuses = createHistory(entry);
  const uses: Cluster['uses'] = [{ at: Number.NEGATIVE_INFINITY, use: cluster.use }];
  const madeAt = createdAt ?? at - yearMs;
  return {
    arn,
    account,
    region,
    id,
    engine,
    engineVersion,
    mode,
    resourceId: cluster.resourceId ?? `cluster-${shortHash(identity, 26)}`,
    createdAt: madeAt,
    maintenanceWindow: cluster.maintenanceWindow,
    activityStream: buildStream(cluster, at, keys, quirks),
    restarts: [],
    size: cluster.size,
    isSizeKnown: cluster.isSizeKnown,
    encryption: toEncryption(cluster.encrypted, cluster, keys),
    backupWindow: cluster.backupWindow ?? nightWindow(arn),
    backupRetention: cluster.backupRetention,
    copyTagsToSnapshot: cluster.copyTagsToSnapshot,
    members: cluster.instances.map((instance, index) => toFleetMember(cluster, instance, index)),
    tags: new Map(Object.entries(cluster.tags)),
    vpc: cluster.vpc,
    statuses,
    memberStatuses: createHistory({ ...entry, status: isDown(status) ? status : 'available' }),
    uses,
    volume: toVolume({ uses, statuses, createdAt: madeAt }, cluster.tables, now),
    readReplicas: [],
    isKeyAccessible: !status.startsWith('inaccessible-encryption-credentials'),
    isStopFailing: false,
    platform: serverless?.platform ?? defaultPlatform,
    isLimitless: cluster.limitless,
    revision: 0,
    ...(serverless && { capacities: buildCapacities(serverless) }),
    ...defined({
      globalId: global,
      subnetGroup: cluster.subnetGroup,
      parameterGroup: cluster.parameterGroup,
    }),
    isProtected: cluster.isProtected,
    storage: cluster.storage,
    isSwitchedOver: false,
    ...defined({ replicationSource: source, blue }),
  };
}

/** The time (ms) that a fleet file means when the simulation starts at `now`. */
export function sinceToMs(since: Since, now: number): number {
  return 'at' in since ? since.at : now - since.ago;
}

/** Upper-case letters and digits that are the same for the same text, for identifiers. */
export function shortHash(text: string, length: number): string {
  const digest = createHash('sha256').update(text).digest('hex');
  return BigInt(`0x${digest}`).toString(36).toUpperCase().slice(0, length);
}

/** The status at the start: what was recorded for that time, else what the fleet file says. */
function statusAt({ use, status, since }: FleetCluster, now: number): { status: string; since: number } {
  const recorded = typeof use === 'object' && isRecording(use) ? recordedStatus(use, now) : undefined;
  if (recorded !== undefined) return { status: recorded.value, since: recorded.from };
  return { status, since: sinceToMs(since, now) };
}

function toFleetMember(cluster: FleetCluster, instance: FleetInstance, index: number): Member {
  const { id = `${cluster.id}-${index + 1}`, resourceId } = instance;
  const member = toMember(cluster, id, instance.class, index === 0);
  return resourceId === undefined ? member : { ...member, resourceId };
}

/** An instance of a cluster; `identity` distinguishes it from others that had or will have its name. */
export function toMember(
  { account, region }: Pick<Cluster, 'account' | 'region'>,
  id: string,
  instanceClass: string,
  isWriter: boolean,
  identity = instanceArn(account, region, id),
): Member {
  const arn = instanceArn(account, region, id);
  return { id, arn, resourceId: `db-${shortHash(identity, 26)}`, instanceClass, isWriter, tags: new Map() };
}
