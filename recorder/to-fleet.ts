import type {
  ClusterFacts,
  EncryptionFact,
  InstanceFacts,
  SnapshotFacts,
} from '../shared/aws/read/fleet-facts.ts';
import type { KeyFacts } from '../shared/aws/read/key-facts.ts';
import { capacityRange } from '../simulator/fleet/capacity-ranges.ts';
import { type EngineName, engines } from '../simulator/fleet/engines.ts';
import { clusterStatuses, streamStatuses } from '../simulator/fleet/statuses.ts';
import type { Entry, FleetDocument } from './fleet-document.ts';
import { toSnapshots } from './fleet-snapshots.ts';
import type { Listing, Missing } from './listing.ts';
import type { ReadPart } from './read-series.ts';
import { recordingOf, sizeOf } from './recording.ts';
import type { RecordedSpan } from './windows.ts';

export interface RecordedAccount {
  readonly id: string;
  readonly role?: string;
  readonly externalId?: string;
}

/** Everything that was read. */
export interface ReadFleet {
  readonly accounts: readonly RecordedAccount[];
  readonly listings: readonly Listing[];
  readonly parts: readonly ReadPart[];
  readonly span: RecordedSpan;
}

/** The recording, as a fleet file says it; anything that it cannot say is named among the missing. */
export function toFleet({ accounts, listings, parts, span }: ReadFleet): FleetDocument {
  const missing: Missing[] = [];
  const all = listings.flatMap((listing) => listing.clusters.map((cluster) => ({ cluster, listing })));
  const known = all.filter(({ cluster }) => {
    const reason = unsupported(cluster);
    if (reason !== undefined) missing.push(missingOf(cluster, reason));
    return reason === undefined;
  });
  const globals = new Map(
    listings.flatMap((one) => one.globals.map((global) => [global.id, global.members[0]] as const)),
  );
  const isReader = ({ arn, globalClusterId: id }: ClusterFacts) =>
    Number(id !== undefined && globals.has(id) && globals.get(id) !== arn);
  // The first cluster of a global database is its writer.
  const sorted = known.toSorted((a, b) => isReader(a.cluster) - isReader(b.cluster));
  const partsOf = Map.groupBy(parts, ({ series }) => series.cluster);
  const snapshots = toSnapshots(
    listings,
    known.map(({ cluster }) => cluster),
    aliasOf,
  );
  const entries = sorted.map(({ cluster, listing }) => {
    const own = partsOf.get(cluster.arn) ?? [];
    const taken = snapshots.of.get(cluster.arn) ?? [];
    const size = sizeOf(own) ?? newestSize(taken.map(({ facts }) => facts));
    if (size === undefined)
      missing.push(missingOf(cluster, 'its size: neither a metric nor a snapshot shows it'));
    return {
      ...toEntry(
        cluster,
        listing,
        all.map((one) => one.cluster),
      ),
      ...(size !== undefined && { size }),
      ...(taken.length > 0 && { snapshots: taken.map(({ entry }) => entry) }),
      ...recordingOf(cluster, listing, own, span),
    };
  });
  return {
    head: { accounts, ...keysOf(listings), ...quotasOf(listings) },
    clusters: [...entries, ...snapshots.orphans],
    missing: [...missing, ...snapshots.missing],
  };
}

function missingOf({ account, region, id }: ClusterFacts, why: string): Missing {
  return { account, region, what: `cluster ${id}`, why, isLasting: true };
}

function unsupported({
  engine,
  engineVersion,
  engineMode,
  serverless,
  serverlessPlatform = '',
}: ClusterFacts): string | undefined {
  if (!isEngine(engine)) return `the simulator does not know the engine ${engine}`;
  if (engineMode === 'serverless' && !engine.startsWith('aurora-')) return 'it is of an unknown kind';
  const range = capacityRange(engine, engineVersion, serverlessPlatform);
  const isStrange =
    serverless !== undefined &&
    (range === undefined || serverless.min < range.min || serverless.max > range.max);
  return isStrange
    ? `the simulator does not know this serverless capacity of ${engine} ${engineVersion}`
    : undefined;
}

function isEngine(engine: string): engine is EngineName {
  return Object.hasOwn(engines, engine);
}

function toEntry(cluster: ClusterFacts, listing: Listing, all: readonly ClusterFacts[]): Entry {
  const { globalClusterId: global, activityStream: stream } = cluster;
  const idOf = (arn: string | undefined) =>
    all.find((one) => one.arn === arn && one.account === cluster.account && one.arn !== cluster.arn)?.id;
  const readReplicaOf = idOf(cluster.replicationSource);
  const greenOf = idOf(listing.blueGreens.find(({ green }) => green === cluster.arn)?.blue);
  return {
    id: cluster.id,
    account: cluster.account,
    region: cluster.region,
    engine: cluster.engine,
    version: cluster.engineVersion,
    ...(cluster.engineMode === 'serverless' && { mode: 'serverless' }),
    ...(cluster.resourceId !== undefined &&
      isResourceId(cluster.resourceId) && { resourceId: cluster.resourceId }),
    ...(cluster.createdAt !== undefined && { created: iso(cluster.createdAt) }),
    status: toStatus(cluster.status),
    ...(cluster.automaticRestartAt !== undefined && { since: iso(cluster.automaticRestartAt - sevenDaysMs) }),
    instances: toInstances(cluster, listing.instances),
    ...toServerless(cluster),
    ...(cluster.scalability === 'limitless' && { limitless: true }),
    tags: cluster.tags,
    ...(global !== undefined && { global }),
    ...(readReplicaOf !== undefined && { readReplicaOf }),
    ...(greenOf !== undefined && { greenOf }),
    ...(cluster.maintenanceWindow !== undefined && { maintenanceWindow: cluster.maintenanceWindow }),
    ...(cluster.backupWindow !== undefined && { backupWindow: cluster.backupWindow }),
    backupRetention: cluster.backupRetention ?? 1,
    ...(cluster.copyTagsToSnapshot && { copyTagsToSnapshot: true }),
    ...(cluster.deletionProtection && { deletionProtection: true }),
    ...(cluster.storage !== undefined && isStorage(cluster.storage) && { storage: cluster.storage }),
    encrypted: aliasOf(listing.keys, cluster.encryption),
    ...(stream !== undefined &&
      stream.status !== 'stopped' && { activityStream: toStream(stream, listing.keys) }),
  };
}

function toServerless({ serverless, serverlessPlatform: platform = '' }: ClusterFacts): Entry {
  if (serverless === undefined) return {};
  const { min, max, autoPauseAfterMs } = serverless;
  return {
    serverless: {
      min,
      max,
      ...(autoPauseAfterMs !== undefined && { autoPauseAfter: `${autoPauseAfterMs / 1000}s` }),
      ...(/^[123]$/.test(platform) && { platform }),
    },
  };
}

const sevenDaysMs = 7 * 86_400_000;

function iso(at: number): string {
  return new Date(at).toISOString();
}

function isResourceId(text: string): boolean {
  return /^(cluster|db)-[A-Z0-9]{1,60}$/.test(text);
}

function isStorage(text: string): boolean {
  return ['aurora', 'aurora-iopt1', 'standard', 'iopt1', 'gp3', 'io1', 'io2'].includes(text);
}

/** A cluster whose status the simulator does not know counts as one that changes. */
function toStatus(status: string): string {
  return clusterStatuses.some((known) => known === status) ? status : 'modifying';
}

/** The writer first. Where the instances could not be listed, their class is unknown. */
function toInstances(
  { id: clusterId, members, writer }: ClusterFacts,
  listed: readonly InstanceFacts[],
): Entry[] {
  const own = new Map(listed.filter((one) => one.clusterId === clusterId).map((one) => [one.id, one]));
  const names = members.toSorted((a, b) => Number(b === writer) - Number(a === writer) || (a < b ? -1 : 1));
  return names.map((id) => {
    const { class: known = 'db.unknown', resourceId = '' } = own.get(id) ?? {};
    return { id, class: known, ...(isResourceId(resourceId) && { resourceId }) };
  });
}

function toStream(stream: NonNullable<ClusterFacts['activityStream']>, keys: readonly KeyFacts[]): Entry {
  const status = streamStatuses.find((known) => known === stream.status) ?? 'started';
  const key = stream.kmsKey === undefined ? 'none' : aliasOf(keys, stream.kmsKey);
  return {
    status,
    ...(stream.mode === 'sync' && { mode: 'sync' }),
    ...(key.startsWith('alias/') && { key }),
  };
}

/** As fleet files say it: the alias of the key. A key that could not be described is like one of AWS's own. */
function aliasOf(keys: readonly KeyFacts[], encryption: EncryptionFact): string {
  if (encryption === 'none' || encryption === 'aws') return encryption;
  const key = keys.find(({ arn }) => arn === encryption || arn.endsWith(`/${encryption}`));
  return key === undefined || key.isManaged ? 'aws' : nameOf(key);
}

/** A key without an alias gets one that follows from its id. */
function nameOf({ alias, arn }: KeyFacts): string {
  return alias ?? `alias/unnamed-${arn.replace(/^.*\//, '').slice(0, 12)}`;
}

function keysOf(listings: readonly Listing[]): Entry {
  const keys = listings.flatMap(({ account, region, keys: own }) =>
    own
      .filter(({ isManaged }) => !isManaged)
      .map((key) => ({
        alias: nameOf(key),
        id: key.arn.replace(/^.*\//, ''),
        account,
        regions: [region],
        ...(key.state !== 'Enabled' && { state: key.state }),
        ...(key.spec !== 'SYMMETRIC_DEFAULT' && { spec: key.spec }),
        ...(key.usage !== 'ENCRYPT_DECRYPT' && { usage: key.usage }),
      })),
  );
  return keys.length === 0 ? {} : { keys };
}

function quotasOf(listings: readonly Listing[]): Entry {
  const of = listings.flatMap(({ account, region, quota }) =>
    quota === undefined ? [] : [{ account, region, manualSnapshots: quota }],
  );
  return of.length === 0 ? {} : { quotas: { of } };
}

function newestSize(snapshots: readonly SnapshotFacts[]): number | undefined {
  const known = snapshots.filter(({ size = 0 }) => size > 0);
  return known.toSorted((a, b) => b.createdAt - a.createdAt)[0]?.size;
}
