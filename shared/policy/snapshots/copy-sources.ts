import { parseArn } from '../model/arn.ts';
import { engineOf } from '../model/engines.ts';
import { type Finding, skip } from '../model/finding.ts';
import { firstObstacle, type Ineligible, MULTI_AZ_LIMITS, type Obstacle } from '../model/obstacle.ts';
import type { SnapshotsRule } from '../model/policy.ts';
import type { Snapshot } from '../model/snapshot.ts';

const multiAzSnapshot: Obstacle<Pick<Snapshot, 'engine'>> = {
  applies: (snapshot) => engineOf(snapshot).multiAz === true,
  detail: () => `AWS does not copy snapshots of Multi-AZ DB clusters; exclude it from the rule`,
  source: MULTI_AZ_LIMITS,
};

/**
 * Why a snapshot is no source of copies, whatever the rules say; undefined when it may be one. What came from another
 * Region is copied from there.
 */
export function neverSource({ type, id, region, sourceArn }: Snapshot): Finding | undefined {
  if ((type !== 'automated' && type !== 'manual') || id.startsWith('awsbackup:')) {
    return skip('not-a-source', `it is ${type === 'awsbackup' ? "AWS Backup's" : type}: ${id}`);
  }
  const origin = sourceArn === undefined ? undefined : parseArn(sourceArn)?.region;
  return origin === undefined || origin === region
    ? undefined
    : skip('not-a-source', `it is a copy itself, from ${origin}`);
}

/** Whether the rule copies snapshots of its type. */
export function isSource({ type }: Snapshot, { sources }: NonNullable<SnapshotsRule['copy']>): boolean {
  return sources.some((wanted) => wanted === type);
}

/** The obstacle that keeps AWS from copying a snapshot, or a cluster's snapshots, whatever the status; undefined when there is none. */
export function ineligibleToCopy(snapshot: Pick<Snapshot, 'engine'>): Ineligible | undefined {
  return firstObstacle([multiAzSnapshot], snapshot);
}
