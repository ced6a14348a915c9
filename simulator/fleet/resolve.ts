import { createHash } from 'node:crypto';
import { defined } from '../../shared/defined.ts';
import { engines, isMultiAz } from './engines.ts';
import type { Fleet, FleetCluster, FleetInstance, FleetKey, FleetStream, Use } from './fleet.ts';
import type { FleetFileFunction } from './function-schema.ts';
import { parseHours } from './hours.ts';
import { defaultVpc, privateVpc } from './place-schema.ts';
import type { FleetFile, FleetFileCluster, FleetFileUse } from './schema.ts';

/** Fills in the defaults that a checked fleet file leaves out. */
export function resolveFleet(file: FleetFile): Omit<Fleet, 'readCluster'> {
  const { accounts, organization, changeCalendars, timings, quirks, recorded } = file;
  const of = file.quotas.of.map((quota) => ({ ...quota, account: accountOf(file, quota) }));
  const quotas = { ...file.quotas, of };
  const places = file.places.map((place) => ({ ...place, account: accountOf(file, place) }));
  const useProfiles = new Map<string, Use>([
    ['none', []],
    ['always', [{ hours: parseHours('always'), timezone: 'UTC', load: busy }]],
    ['missing', 'missing'],
    ...Object.entries(file.useProfiles).map(([name, lines]): [string, Use] => [name, toUse(lines)]),
  ]);
  const clusters = file.clusters.flatMap((cluster) => {
    const use = typeof cluster.use === 'string' ? useProfiles.get(cluster.use) : toUse(cluster.use);
    return copiesOf(cluster).map((id) => toCluster(file, cluster, id, cluster.recording ?? use ?? []));
  });
  const keys = file.keys.flatMap((key) => toKeys(file, key));
  return {
    accounts,
    organization,
    changeCalendars,
    clusters,
    useProfiles: Object.fromEntries(useProfiles),
    keys,
    functions: file.functions.map((one) => toFunction(file, one)),
    timings,
    quotas,
    places,
    quirks,
    recorded,
  };
}

function toFunction(file: FleetFile, { name, error, answer, invokers, ...own }: FleetFileFunction) {
  const region = own.region ?? file.region;
  return {
    arn: `arn:aws:lambda:${region}:${accountOf(file, own)}:function:${name}`,
    invokers,
    answer() {
      if (error !== undefined) throw new Error(error);
      return answer;
    },
  };
}

/** The key in each of its Regions; with an id of its own it is one multi-Region key. */
export function toKeys(file: FleetFile, { regions, ...key }: FleetFile['keys'][number]): FleetKey[] {
  const account = accountOf(file, key);
  return (regions ?? [file.region]).map((region) => {
    const id = key.id ?? uuidOf(`${account}/${region}/${key.alias}`);
    return { ...key, id, account, region };
  });
}

/** A UUID that is the same for the same text. */
export function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}

const busy = { connections: 5, requests: 10, cpu: 30 };

/** The ids of a cluster's copies; the id alone when there is no count. */
export function copiesOf({ id, count }: FleetFileCluster): string[] {
  if (count === undefined || !id.includes('{n}')) return [id];
  const digits = String(count).length;
  return Array.from({ length: count }, (_, n) => id.replace('{n}', String(n + 1).padStart(digits, '0')));
}

/** `account/region/id`, unique in a fleet. */
export function keyOf(file: FleetFile, cluster: FleetFileCluster, id: string): string {
  return `${accountOf(file, cluster)}/${cluster.region ?? file.region}/${id}`;
}

/** The account that something belongs to: its own, or the first. */
export function accountOf(file: FleetFile, { account }: { readonly account?: string | undefined }): string {
  return account ?? file.accounts[0]?.id ?? '';
}

function toUse(lines: FleetFileUse): Use {
  return lines.map(({ hours, timezone, connections, requests, cpu }) => ({
    hours,
    timezone,
    load: { connections, requests: requests ?? 2 * connections, cpu },
  }));
}

const monthMs = 30 * 86_400_000;
const DEFAULT_GIB = 20;

function toCluster(file: FleetFile, cluster: FleetFileCluster, id: string, use: Use): FleetCluster {
  const { global, readReplicaOf, greenOf, serverless, backupWindow, created, resourceId, storage } = cluster;
  const { subnetGroup, parameterGroup } = cluster;
  return {
    id,
    account: accountOf(file, cluster),
    region: cluster.region ?? file.region,
    engine: cluster.engine,
    engineVersion: cluster.version ?? engines[cluster.engine].version,
    mode: cluster.mode,
    instances: instancesOf(cluster),
    status: cluster.status,
    since: cluster.since ?? created ?? { ago: monthMs },
    tags: cluster.tags,
    use,
    vpc: vpcOf(file, cluster),
    ...defined({ resourceId, storage, subnetGroup, parameterGroup }),
    isProtected: cluster.deletionProtection,
    deleted: cluster.deleted,
    maintenanceWindow: cluster.maintenanceWindow,
    activityStream: streamOf(cluster),
    size: cluster.size ?? DEFAULT_GIB,
    isSizeKnown: cluster.size !== undefined || file.recorded === undefined,
    encrypted: cluster.encrypted,
    backupRetention: cluster.backupRetention,
    copyTagsToSnapshot: cluster.copyTagsToSnapshot,
    tables: cluster.tables,
    snapshots: cluster.snapshots,
    ...defined({ backupWindow, serverless, created }),
    limitless: cluster.limitless,
    ...defined({ global }),
    ...(readReplicaOf !== undefined && { readReplicaOf: readReplicaOf.toLowerCase() }),
    ...(greenOf !== undefined && { greenOf: greenOf.toLowerCase() }),
  };
}

/** The VPC of its subnet group. */
function vpcOf(
  file: FleetFile,
  { subnetGroup = 'default', region = file.region, ...cluster }: FleetFileCluster,
): string {
  const account = accountOf(file, cluster);
  const place = file.places.find((one) => accountOf(file, one) === account && one.region === region);
  const described = place?.subnetGroups.find(({ name }) => name === subnetGroup);
  return described?.vpc ?? (subnetGroup === 'default' ? defaultVpc : privateVpc);
}

/** The activity stream of a cluster; a status alone is that of an asynchronous one. */
export function streamOf({ activityStream: stream }: FleetFileCluster): FleetStream {
  return typeof stream === 'string' ? { status: stream, mode: 'async' } : stream;
}

/** The instances of a cluster as it is written, the writer first. */
export function instancesOf(cluster: FleetFileCluster): readonly FleetInstance[] {
  const { engine, mode, instances, instanceClass, serverless, limitless } = cluster;
  if (Array.isArray(instances))
    return instances.map((one) => (typeof one === 'string' ? { class: one } : one));
  const usual = serverless !== undefined ? 'db.serverless' : engines[engine].instanceClass;
  const each = isMultiAz(engine) ? (instanceClass ?? usual) : usual;
  // A Limitless database has a shard group in place of instances.
  const count = instances ?? (mode === 'serverless' || limitless ? 0 : engines[engine].instances);
  return Array.from({ length: count }, () => ({ class: each }));
}
