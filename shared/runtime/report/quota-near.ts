import type { SnapshotQuota } from '../../policy/model/snapshot.ts';

/** The share of the quota of manual snapshots from which an event is sent. */
const NEAR_QUOTA = 0.8;

/** `near` if the quota is nearly used up, otherwise undefined. */
export function nearQuota({ used, max }: SnapshotQuota): 'near' | undefined {
  return used >= max * NEAR_QUOTA ? 'near' : undefined;
}
