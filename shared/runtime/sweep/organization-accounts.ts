import { classify } from '../../aws/client/faults.ts';
import type { TargetLocation } from '../../policy/model/location.ts';
import type { OrganizationTarget, Policy } from '../../policy/model/policy.ts';
import { type OrganizationAccount, withOrganizationAccounts } from '../../policy/rules/organization.ts';
import { type EpochMs, MINUTE_MS } from '../../policy/time/units.ts';
import type { Fault } from './outcome.ts';

/** How long a list is used without asking again. */
const FRESH_MS = 10 * MINUTE_MS;

/**
 * How long the last list is used while AWS is busy or out of reach. The API is in one Region, and clusters of all the
 * others should start on time when that one is down. A refusal ends it at once: somebody has decided that.
 */
const LAST_GOOD_MS = 60 * MINUTE_MS;

/** How the organizations of a policy are listed. */
export interface ListingDeps {
  home(): Promise<TargetLocation>;
  /** Absent: there is no AWS to ask, so no account of an organization is known. */
  listAccounts?(organization: OrganizationTarget): Promise<readonly OrganizationAccount[]>;
  warn(detail: string, cause: unknown): void;
}

/** An account that is no target any more, or is none although it belongs to the organization. */
export interface LeftOut {
  readonly account: string;
  readonly organization: string;
  /** `SUSPENDED`, …; `gone` where the organization, or its units, no longer have it. */
  readonly state: string;
  /** Whether the last list had it as a target. */
  readonly wasTarget: boolean;
}

/** A policy whose targets are all known, or all that could be listed. */
export interface ListedPolicy {
  readonly policy: Policy;
  /** Why the accounts of an organization are missing among the targets. Absent: they are not. */
  readonly unlisted?: Fault;
  /** Accounts that fell out with the list that is in use, and those that are not active. Absent: none. */
  readonly leftOut?: readonly LeftOut[];
}

/** Remembers the accounts of organizations from one run to the next, as long as the execution environment lives. */
export interface OrganizationAccounts {
  /** Asks AWS only for a policy that names organizations, and only when what it remembers is old. */
  resolve(policy: Policy, deps: ListingDeps, now?: EpochMs): Promise<ListedPolicy>;
}

interface Remembered {
  readonly at: EpochMs;
  readonly accounts: readonly OrganizationAccount[];
  readonly leftOut: readonly LeftOut[];
}

/** A memory of accounts; a cold start begins with an empty one. */
export function createOrganizationAccounts(): OrganizationAccounts {
  const known = new Map<string, Remembered>();

  async function list(
    organization: OrganizationTarget,
    deps: ListingDeps,
    now: EpochMs,
  ): Promise<Remembered | Fault> {
    const { organization: id, units, exceptUnits, listRole } = organization;
    const key = JSON.stringify([id, units, exceptUnits, listRole]);
    const before = known.get(key);
    if (before !== undefined && now - before.at < FRESH_MS) return before;
    try {
      if (deps.listAccounts === undefined) throw new Error('there is no AWS to ask');
      const accounts = await deps.listAccounts(organization);
      const remembered = { at: now, accounts, leftOut: leftOutOf(organization, accounts, before?.accounts) };
      known.set(key, remembered);
      return remembered;
    } catch (error) {
      const classified = classify(error);
      if (classified === undefined) throw error;
      const { kind, name, message } = classified;
      const detail = `the accounts of organization ${organization.organization} could not be listed`;
      if (kind === 'retry' && before !== undefined && now - before.at < LAST_GOOD_MS) {
        const minutes = Math.floor((now - before.at) / MINUTE_MS);
        deps.warn(`${detail}; those of ${minutes} minutes ago are used`, error);
        return before;
      }
      known.delete(key);
      return { name, message: `${detail}, so nothing is done in any of them: ${message}` };
    }
  }

  return {
    async resolve(policy, deps, now = Date.now()) {
      const { organizations = [] } = policy;
      if (organizations.length === 0) return { policy };
      const lists = new Map<OrganizationTarget, Remembered>();
      let unlisted: Fault | undefined;
      for (const organization of organizations) {
        const listed = await list(organization, deps, now);
        if ('message' in listed) unlisted ??= listed;
        else lists.set(organization, listed);
      }
      const { account: home } = await deps.home();
      const leftOut = [...lists.values()].flatMap((one) => one.leftOut);
      return {
        policy: withOrganizationAccounts(policy, {
          accountsOf: (one) => lists.get(one)?.accounts,
          home,
          now,
        }),
        ...(unlisted && { unlisted }),
        ...(leftOut.length > 0 && { leftOut }),
      };
    },
  };
}

/** The accounts that fell out since the list before, and those that are not active. Those that the policy excepts are no loss. */
function leftOutOf(
  { organization, except }: OrganizationTarget,
  accounts: readonly OrganizationAccount[],
  before: readonly OrganizationAccount[] = [],
): LeftOut[] {
  const now = new Map(accounts.map((one) => [one.id, one]));
  const targets = new Set(before.filter(({ inactive }) => inactive === undefined).map(({ id }) => id));
  const gone = [...targets].filter((id) => !now.has(id)).map((account) => ({ account, state: 'gone' }));
  const idle = accounts.flatMap(({ id, inactive }) =>
    inactive === undefined ? [] : [{ account: id, state: inactive }],
  );
  return [...gone, ...idle]
    .filter(({ account }) => !except.includes(account))
    .map((one) => ({ ...one, organization, wasTarget: targets.has(one.account) }));
}
