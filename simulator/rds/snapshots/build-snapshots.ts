import { createHash } from 'node:crypto';
import type { FleetFileSnapshot } from '../../fleet/snapshot-schema.ts';
import type { Keys } from '../../kms/keys.ts';
import { snapshotArn } from '../api/arn.ts';
import { type BuildContext, sinceToMs } from '../clusters/build-cluster.ts';
import type { Cluster } from '../clusters/cluster.ts';
import { toEncryption } from '../clusters/encryption.ts';
import { originOf, type Snapshot } from './snapshot.ts';

/** The owner of snapshots that are shared with the accounts of a fleet. */
const stranger = '999999999999';

/** The snapshots that an entry of a fleet file stands for at `now` (ms), the newest first. */
export function buildSnapshots(
  cluster: Cluster,
  entry: FleetFileSnapshot,
  context: BuildContext,
): Snapshot[] {
  const count = entry.count ?? 1;
  const digits = String(count).length;
  return Array.from({ length: count }, (_, index) => {
    const createdAt = sinceToMs(entry.since, context.now) - index * entry.every;
    const n = String(index + 1).padStart(digits, '0');
    return buildSnapshot(cluster, entry, context, createdAt, toFill(cluster, n, createdAt));
  });
}

type Fill = (text: string) => string;

/** Fills in the parts that differ from copy to copy. */
function toFill({ id }: Cluster, n: string, at: number): Fill {
  const time = `${new Date(at).toISOString().slice(0, 19)}Z`;
  const minute = time.slice(0, 16).replace(/[T:]/g, '-');
  const values = new Map([
    ['{n}', n],
    ['{cluster}', id],
    ['{time}', time],
    ['{minute}', minute],
    ['{stamp}', minute.replaceAll('-', '')],
  ]);
  return (text) => text.replace(/\{\w+\}/g, (name) => values.get(name) ?? name);
}

function buildSnapshot(
  cluster: Cluster,
  entry: FleetFileSnapshot,
  { keys, quirks, isRecorded = false }: BuildContext,
  createdAt: number,
  fill: Fill,
): Snapshot {
  const { account, engine } = cluster;
  const { region = cluster.region, type, status, encrypted, copyOf } = entry;
  const named: Fill = (text) => fill(text).replace('{hash}', digitsOf(fill(entry.hashOf ?? '')));
  const id = named(entry.id);
  const owner = type === 'shared' || type === 'public' ? stranger : account;
  return {
    arn: snapshotArn(owner, region, id),
    ...{ account, region, id, type, createdAt, status, shownCreatedAt: createdAt },
    isOfKnownCluster: copyOf === undefined || quirks.copyResourceId === 'source',
    size: entry.size ?? cluster.size,
    isSizeKnown: entry.size !== undefined || !isRecorded,
    encryption:
      encrypted === undefined
        ? encryptionAway(cluster, region, keys)
        : toEncryption(encrypted, { account, region, engine }, keys),
    origin: originOf(cluster, createdAt),
    sourceArn: copyOf === undefined ? undefined : toSourceArn(cluster, named(copyOf)),
    tags: new Map(Object.entries(entry.tags).map(([key, value]) => [key, fill(value)])),
    sharedWith: new Set(),
    visibleFrom: createdAt,
    shown: { status, until: createdAt },
  };
}

function digitsOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function toSourceArn({ account, region }: Cluster, copyOf: string): string {
  return copyOf.startsWith('arn:') ? copyOf : snapshotArn(account, region, copyOf.toLowerCase());
}

/** As the cluster; in another Region, with the key there that has the same alias. */
function encryptionAway(
  { encryption, account, engine }: Cluster,
  region: string,
  keys: Keys,
): Snapshot['encryption'] {
  if (encryption.type !== 'sse-kms') return encryption;
  const [key] = keys.named(encryption.keyArn);
  return toEncryption(key?.alias ?? 'aws', { account, region, engine }, keys);
}
