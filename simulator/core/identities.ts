import { type Random, uuid } from './random.ts';

/** An AWS account that the simulator knows. */
export interface AccountInfo {
  readonly id: string;
  /** Name of the only role that may be assumed in it; default any. */
  readonly role?: string | undefined;
  /** When set, a role of the account is only assumed with this external id. */
  readonly externalId?: string | undefined;
  /** Its place and state in the organization; default an active account of the root that has long been there. */
  readonly unit?: string | undefined;
  readonly state?: string | undefined;
  /** Milliseconds before the start. */
  readonly joined?: number | undefined;
}

/** The organization of all accounts. */
export interface OrganizationInfo {
  readonly id: string;
  /** The only account that may list its accounts; default any. */
  readonly management?: string | undefined;
}

interface Identity {
  readonly account: string;
  /** ARN of the role, for keys that AssumeRole handed out. */
  readonly role?: string;
  readonly session?: string;
}

/** Whose access key it is: one that AssumeRole issued belongs to the role, any other to the first account. */
export interface Identities {
  readonly accounts: readonly AccountInfo[];
  of(accessKeyId: string): Identity;
  /** A new temporary access key (`ASIA…`) for a role. */
  issue(identity: Identity): string;
}

/** @param role Name of the role whose keys are all those that nobody has issued; absent: they are those of a user. */
export function createIdentities(
  accounts: readonly AccountInfo[],
  random: Random,
  role?: string,
): Identities {
  const issued = new Map<string, Identity>();
  const account = accounts[0]?.id ?? '123456789012';
  const fallback: Identity = {
    account,
    ...(role !== undefined && { role: `arn:aws:iam::${account}:role/${role}`, session: 'simulator' }),
  };
  return {
    accounts,
    of: (accessKeyId) => issued.get(accessKeyId) ?? fallback,
    issue(identity) {
      const key = `ASIA${uuid(random).replaceAll('-', '').slice(0, 16).toUpperCase()}`;
      issued.set(key, identity);
      return key;
    },
  };
}
