import type { Policy } from '../model/policy.ts';
import { decideCopies } from './decide-copy.ts';
import type { CopyWorld } from './worlds.ts';

/** Of a world of copies, what the listings tell. */
export type CopyListings = Omit<CopyWorld, 'keys' | 'quota'>;

const UNBOUNDED = { used: 0, max: Number.POSITIVE_INFINITY };

/** The KMS keys, as the policy writes them, of which it has to be known whether a copy can use them. */
export function keysNeeded(policy: Policy, world: CopyListings): string[] {
  const waiting = decideCopies(policy, { ...world, keys: {}, quota: UNBOUNDED });
  const keys = waiting
    .filter(({ reason }) => reason === 'not-observed')
    .map(({ rule }) => policy.rules.find(({ name }) => name === rule)?.snapshots?.copy?.to)
    .map((to) => to?.find(({ region }) => region === world.region)?.kmsKey);
  return [...new Set(keys)].filter((key) => key !== undefined);
}

/** Whether any copy may be begun, so that the quota has to be known. */
export function copiesDue(policy: Policy, world: CopyListings): boolean {
  const { quota: _quota, ...unasked }: CopyWorld = { ...world, keys: {} };
  return decideCopies(policy, unasked).some(({ reason }) => reason === 'not-observed');
}
