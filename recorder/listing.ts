import type { AwsScope } from '../shared/aws/client/aws-scope.ts';
import { classify } from '../shared/aws/client/faults.ts';
import {
  type BlueGreenFacts,
  type ClusterFacts,
  type GlobalFacts,
  type InstanceFacts,
  listBlueGreenFacts,
  listClusterFacts,
  listGlobalFacts,
  listInstanceFacts,
  listSnapshotFacts,
  type SnapshotFacts,
} from '../shared/aws/read/fleet-facts.ts';
import { type KeyFacts, readKeyFacts } from '../shared/aws/read/key-facts.ts';
import { readSnapshotQuota } from '../shared/aws/read/quotas.ts';
import { listClusterEvents, RETENTION_MS, type Turn, turnsOf } from '../shared/aws/read/rds-events.ts';
import type { Journal } from './journal.ts';

/** The clusters and instances of one account and Region; a part that could not be read is empty, and named among the missing. */
export interface Listing {
  readonly account: string;
  readonly region: string;
  readonly clusters: readonly ClusterFacts[];
  readonly instances: readonly InstanceFacts[];
  readonly snapshots: readonly SnapshotFacts[];
  readonly globals: readonly GlobalFacts[];
  readonly blueGreens: readonly BlueGreenFacts[];
  /** Stops and starts of the last 14 days. */
  readonly turns: readonly Turn[];
  /** Manual cluster snapshots that the account may have in the Region. */
  readonly quota: number | undefined;
  readonly keys: readonly KeyFacts[];
}

/** Something that could not be read, and why. */
export interface Missing {
  readonly account: string;
  readonly region: string;
  readonly what: string;
  readonly why: string;
  /** It stays so, whatever is read again. */
  readonly isLasting?: true;
}

/** Receives what happens meanwhile. */
export interface RecorderWatch {
  doing(what: string): void;
  missing(missing: Missing): void;
}

/**
 * Everything but metrics. Without the clusters the rest means nothing: then it throws. `keyAliases` are keys that the policy names. What fails is reported as missing and read again
 * by the next run.
 */
export async function readListing(
  scope: AwsScope,
  journal: Journal,
  keyAliases: readonly string[],
  watch: RecorderWatch,
): Promise<Listing> {
  const { account, region } = scope;

  async function read<T>(what: string, empty: T, call: () => Promise<T>): Promise<T> {
    watch.doing(`${what} of ${account} in ${region}`);
    try {
      return await journal.once(`${account}/${region}/${what}`, call);
    } catch (error) {
      watch.missing({ account, region, what, why: reasonOf(error) });
      return empty;
    }
  }

  watch.doing(`clusters of ${account} in ${region}`);
  const clusters = await journal.once(`${account}/${region}/clusters`, () => listClusterFacts(scope));
  const [instances, snapshots, globals, blueGreens, turns, quota] = await Promise.all([
    read('instances', [], () => listInstanceFacts(scope)),
    read('snapshots', [], () => listSnapshotFacts(scope)),
    read('global databases', [], () => listGlobalFacts(scope)),
    read('blue/green deployments', [], () => listBlueGreenFacts(scope)),
    read<Turn[]>('events', [], async () =>
      turnsOf(await listClusterEvents(scope, ['notification'], journal.until - RETENTION_MS, journal.until)),
    ),
    read<number | undefined>(
      'quota of snapshots',
      undefined,
      async () => (await readSnapshotQuota(scope)).max,
    ),
  ]);
  const keys: KeyFacts[] = [];
  for (const name of new Set([...keyAliases, ...keysOf(clusters, snapshots)])) {
    const isKnown = keys.some(({ arn }) => arn === name || arn.endsWith(`/${name}`));
    const found = isKnown
      ? null
      : await read(`key ${name}`, null, async () => (await readKeyFacts(scope, name)) ?? null);
    if (found !== null) keys.push(found);
  }
  return { account, region, clusters, instances, snapshots, globals, blueGreens, turns, quota, keys };
}

function keysOf(clusters: readonly ClusterFacts[], snapshots: readonly SnapshotFacts[]): string[] {
  const all = [
    ...[...clusters, ...snapshots].map(({ encryption }) => encryption),
    ...clusters.map(({ activityStream }) => activityStream?.kmsKey ?? ''),
  ];
  return [...new Set(all)].filter((key) => key.startsWith('arn:') || /^(mrk-)?[\da-f-]{32,}$/.test(key));
}

/** The cause for people, in one sentence. Errors of the program itself are not explained away. */
export function reasonOf(error: unknown): string {
  const fault = classify(error);
  if (fault === undefined) throw error;
  return `${fault.name}: ${fault.message}`;
}
