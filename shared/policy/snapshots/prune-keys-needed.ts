import type { Policy } from '../model/policy.ts';
import { prunesDue, prunesUnlessKeys } from './decide-prune.ts';
import type { PruneWorld } from './worlds.ts';

/** Keys of copies in other Regions, by ARN, that have to be read before their sources may be deleted. */
export function pruneKeysNeeded(policy: Policy, world: Omit<PruneWorld, 'keys'>): string[] {
  const all = world.otherRegions.flatMap(({ kmsKey }) => kmsKey ?? []);
  if (all.length === 0 || !prunesDue(policy, world)) return [];
  const keys = Object.fromEntries(all.map((arn) => [arn, { usable: true, arn } as const]));
  const due = new Set(
    prunesUnlessKeys(policy, { ...world, keys })
      .filter(({ verdict }) => verdict === 'act')
      .map(({ resourceArn }) => resourceArn),
  );
  const needed = world.otherRegions.filter(({ sourceArn }) => sourceArn !== undefined && due.has(sourceArn));
  return [...new Set(needed.flatMap(({ kmsKey }) => kmsKey ?? []))];
}
