import type { RecoveryPoint } from '../../model/drill-record.ts';
import { type Skipped, skip } from '../../model/finding.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { isoSeconds } from '../../model/tags.ts';
import { originOf, originOfOwn } from '../../snapshots/identity.ts';
import { readOwn } from '../../snapshots/own.ts';
import { MINUTE_MS } from '../../time/units.ts';
import type { DrillCandidate } from './candidate.ts';
import type { DrillWorld } from './world.ts';

/** The recovery point that a drill restores, with what a restore of it depends on. */
export interface ChosenPoint {
  readonly point: RecoveryPoint;
  readonly engine: string;
  readonly engineVersion: string;
  /** ARN of the key that the restored storage has. Absent: a key that AWS owns, or none. */
  readonly kmsKey?: string;
}

/** AWS takes a time before the latest restorable one, which moves on meanwhile. */
const BEFORE_LATEST_MS = MINUTE_MS;

/** The recovery point whose turn it is, or why there is none. */
export function choosePoint(
  candidate: DrillCandidate,
  world: Pick<DrillWorld, 'snapshots' | 'restorable'>,
): ChosenPoint | Skipped {
  const { turn } = candidate;
  return turn.from === 'pitr' ? timePoint(candidate, world) : snapshotPoint(candidate, world, turn.from);
}

function snapshotPoint(
  { cluster, turn }: DrillCandidate,
  { snapshots }: Pick<DrillWorld, 'snapshots'>,
  from: 'newest' | 'oldest',
): ChosenPoint | Skipped {
  const { region } = turn.place;
  if (snapshots === undefined) return skip('drill-unknown', `the snapshots of ${region} were not read`);
  const own = snapshots
    .filter((snapshot) => isRestorable(snapshot) && wasTakenOf(snapshot, cluster))
    .toSorted((a, b) => atOf(a) - atOf(b) || (a.arn < b.arn ? -1 : 1));
  const snapshot = from === 'newest' ? own.at(-1) : own[0];
  if (snapshot === undefined) {
    const remedy =
      region === cluster.region
        ? 'let create-snapshots take one, or set a backup retention period'
        : `let copy-snapshots copy one to ${region}`;
    return skip('drill-no-point', `no complete snapshot that is surely of it lies in ${region}; ${remedy}`);
  }
  const { engineVersion, kmsKey, encrypted } = snapshot;
  if (engineVersion === undefined) {
    return skip('drill-unknown', `AWS does not say the engine version of ${snapshot.id}`);
  }
  return {
    point: {
      kind: 'snapshot',
      arn: snapshot.arn,
      snapshot: snapshot.id,
      createdAt: isoSeconds(atOf(snapshot)),
      pick: from,
    },
    engine: snapshot.engine,
    engineVersion,
    ...(encrypted && kmsKey !== undefined && { kmsKey }),
  };
}

/** Snapshots of AWS Backup are its own to restore, and those that others share may change. */
function isRestorable({ type, id, status }: Snapshot): boolean {
  return (
    status === 'available' && (type === 'manual' || type === 'automated') && !id.startsWith('awsbackup:')
  );
}

/** A name is no identity: only the resource id says which cluster a snapshot was taken of. */
function wasTakenOf(snapshot: Snapshot, cluster: DrillCandidate['cluster']): boolean {
  const own = readOwn(snapshot);
  const { account, region, resourceId } = own === undefined ? originOf(snapshot) : originOfOwn(own);
  return (
    resourceId === cluster.resourceId &&
    account === cluster.account &&
    region === cluster.region &&
    snapshot.engine === cluster.engine
  );
}

function atOf(snapshot: Snapshot): number {
  return readOwn(snapshot)?.at ?? snapshot.createdAt;
}

function timePoint(
  { cluster }: DrillCandidate,
  { restorable }: Pick<DrillWorld, 'restorable'>,
): ChosenPoint | Skipped {
  const answer = restorable?.[cluster.arn];
  if (answer === undefined || !('known' in answer)) {
    const why = answer === undefined ? 'nobody asked' : answer.unread;
    return skip('drill-unknown', `its latest restorable time was not read: ${why}`);
  }
  if (cluster.setup === undefined) return skip('drill-unknown', 'its settings were not read');
  const { kmsKey } = cluster.setup;
  const at = answer.known.to - BEFORE_LATEST_MS;
  if (at < answer.known.from) {
    return skip('drill-no-point', 'its automated backups do not reach back yet; a later sweep decides again');
  }
  return {
    point: { kind: 'pitr', restoreTime: isoSeconds(at) },
    engine: cluster.engine,
    engineVersion: cluster.engineVersion,
    ...(kmsKey !== undefined && { kmsKey }),
  };
}
