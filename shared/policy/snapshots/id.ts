import { createHash } from 'node:crypto';
import type { EpochMs } from '../time/units.ts';

/**
 * Identifiers have 1 to 63 letters, digits and hyphens, begin with a letter, and neither end with a hyphen nor have two
 * in a row. Prefix, time and hash leave this much for the cluster's name.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBClusterSnapshot.html
 */
const NAME_LENGTH = 32;
const OURS = /^dormouse-([a-z0-9]+(?:-[a-z0-9]+)*)-(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)-([0-9a-f]{8})$/;

/** The parts of an identifier of ours: the cluster's name, cut to fit, the minute it stands for, and a hash as proof. */
export interface SnapshotId {
  readonly cluster: string;
  readonly at: EpochMs;
  /** `hashOf` what makes it different from every other. */
  readonly hash: string;
}

/**
 * The identifier of a snapshot: always the same for the same arguments, another for others.
 *
 * @param cluster DBClusterIdentifier.
 * @param at When it is due, or the time of what it is a copy of.
 * @param identity What makes it different from every other, such as ARNs.
 * @example
 * formatSnapshotId('orders', due, [cluster.arn, '2026-11-20T03:00:00Z']) // 'dormouse-orders-202611200300-1f2e3d4c'
 */
export function formatSnapshotId(cluster: string, at: EpochMs, identity: readonly string[]): string {
  const name = cluster
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, NAME_LENGTH)
    .replace(/^-|-$/g, '');
  const minute = new Date(at).toISOString().replace(/\D/g, '').slice(0, 12);
  return `dormouse-${name || 'cluster'}-${minute}-${hashOf(identity)}`;
}

/** The 8 hex digits in an identifier that are enough to prove which identity it was made from. */
export function hashOf(identity: readonly string[]): string {
  return createHash('sha256').update(identity.join('\n')).digest('hex').slice(0, 8);
}

/** Reads an identifier back; undefined for one that `formatSnapshotId` does not write. */
export function parseSnapshotId(id: string): SnapshotId | undefined {
  const [, cluster, ...found] = OURS.exec(id) ?? [];
  const hash = found.at(-1);
  const parts = found.slice(0, -1);
  if (cluster === undefined || hash === undefined || cluster.length > NAME_LENGTH) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.map(Number);
  const at = Date.UTC(year, month - 1, day, hour, minute);
  return new Date(at).toISOString().replace(/\D/g, '').startsWith(parts.join(''))
    ? { cluster, at, hash }
    : undefined;
}
