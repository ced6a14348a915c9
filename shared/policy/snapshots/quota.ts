import type { Decision } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import type { SnapshotQuota } from '../model/snapshot.ts';
import { withinRoom } from './decision.ts';

/** Keeps new snapshots within the quota of manual ones. While it is not known, there are none. */
export function withinQuota<D extends Decision>(
  policy: Policy,
  decisions: readonly D[],
  quota: SnapshotQuota | undefined,
): D[] {
  if (quota === undefined) {
    return withinRoom(
      policy,
      decisions,
      0,
      'not-observed',
      'the quota of manual snapshots has not been read',
    );
  }
  const { used, max } = quota;
  const detail = `${used} of ${max} manual snapshots are used; prune, or ask AWS for more`;
  return withinRoom(policy, decisions, max - used, 'quota-full', detail);
}
