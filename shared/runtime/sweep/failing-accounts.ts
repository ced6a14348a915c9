import type { Location } from '../../policy/model/location.ts';
import type { Fault } from './outcome.ts';
import type { ScopeResult } from './result.ts';

/**
 * Remembers which accounts could not be read, for as long as the execution environment lives. One failure is no pattern:
 * the next sweep comes within minutes, so an account fails from its second failure in a row at the same Region.
 */
export interface FailingAccounts {
  /** Notes how a sweep went. */
  note(scopes: readonly ScopeResult[]): FailingNews;
  /** Whether an account fails, as far as this execution environment knows. */
  isFailing(account: string): boolean;
}

/** The news of a sweep about the accounts that fail. */
export interface FailingNews {
  /** The number of accounts that failed in it, and in the look before. */
  readonly failing: number;
  /** The Region of each account that has begun to fail, and its fault. */
  readonly began: readonly (Location & { readonly fault: Fault })[];
  /** The last Region of each account that no longer fails. */
  readonly recovered: readonly Location[];
}

/** A memory of failing accounts; a cold start begins with an empty one. */
export function createFailingAccounts(): FailingAccounts {
  const failedOnce = new Set<string>();
  const failing = new Map<string, Set<string>>();
  return {
    isFailing: (account) => (failing.get(account)?.size ?? 0) > 0,
    note(scopes) {
      const seen = new Set<string>();
      const began: (Location & { fault: Fault })[] = [];
      const recovered: Location[] = [];
      for (const { account, region, ok, fault, observedAt } of scopes) {
        const key = `${account} ${region}`;
        const regions = failing.get(account) ?? new Set();
        if (!ok && fault !== undefined) {
          if (failedOnce.has(key)) {
            seen.add(account);
            if (regions.size === 0) began.push({ account, region, fault });
            failing.set(account, regions.add(region));
          }
          failedOnce.add(key);
        } else if (observedAt !== undefined) {
          failedOnce.delete(key);
          if (regions.delete(region) && regions.size === 0) recovered.push({ account, region });
        }
      }
      return { failing: seen.size, began, recovered };
    },
  };
}
