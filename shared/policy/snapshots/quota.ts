import type { Decision } from '../model/decision.ts';
import type { Policy } from '../model/policy.ts';
import { keepToRoom } from './decision.ts';
import type { SnapshotQuota } from './snapshot.ts';

/** Keeps new snapshots within the quota of manual ones. While it is not known, there are none. */
export function keepToQuota(
  policy: Policy,
  decisions: readonly Decision[],
  quota: SnapshotQuota | undefined,
): Decision[] {
  if (quota === undefined) {
    return keepToRoom(
      policy,
      decisions,
      0,
      'not-observed',
      'the quota of manual snapshots has not been read',
    );
  }
  const { used, max } = quota;
  const detail = `${used} of ${max} manual snapshots are used; prune, or ask AWS for more`;
  return keepToRoom(policy, decisions, max - used, 'quota-full', detail);
}
