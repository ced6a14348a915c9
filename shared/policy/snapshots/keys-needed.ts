import type { Policy } from '../model/policy.ts';
import { recipeOfSource } from '../recovery/recipe/describe.ts';
import { isObserved } from '../rules/rule-mode.ts';
import { considerCopies } from './decide-copy.ts';
import type { CopyWorld } from './worlds.ts';

/** The part of a world of copies that the listings give. */
export type CopyListings = Omit<CopyWorld, 'keys' | 'quota'>;

/** The KMS keys, as the policy writes them, of which it has to be known whether a copy can use them. */
export function keysNeeded(policy: Policy, world: CopyListings): string[] {
  const keys = considerCopies(policy, { ...world, keys: {} })
    .filter(({ finding }) => finding.unread)
    .map(({ candidate }) => candidate.to?.kmsKey);
  return [...new Set(keys)].filter((key) => key !== undefined);
}

/** Whether any copy may be begun, so that the quota has to be known. */
export function copiesDue(policy: Policy, world: CopyListings): boolean {
  return considerCopies(policy, { ...world, keys: {} }).some(
    ({ candidate: { rule }, finding }) =>
      finding.unread || (finding.verdict === 'act' && !isObserved(policy, rule ? { rule: rule.name } : {})),
  );
}

/** The source Regions whose instances the recipes of copies have to name, because their sources have none. */
export function regionsToDescribe(policy: Policy, world: CopyListings): string[] {
  const regions = considerCopies(policy, { ...world, keys: {} })
    .filter(({ finding }) => finding.unread || finding.verdict === 'act')
    .filter(({ candidate }) => recipeOfSource(candidate.source) === undefined)
    .map(({ candidate }) => candidate.source.region);
  return [...new Set(regions)];
}
