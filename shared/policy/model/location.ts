/** An account and a Region. */
export interface Location {
  readonly account: string;
  readonly region: string;
}

/** Whether both are in the same account and Region. */
export function isSamePlace(one: Location, other: Location): boolean {
  return one.account === other.account && one.region === other.region;
}

/** The same text for the same account and Region, and for no other. */
export function placeName({ account, region }: Location): string {
  return `${account}/${region}`;
}

/** One Region of a target of the policy, and the role that leads there. */
export interface TargetLocation extends Location {
  /** IAM role to assume; absent: the caller's own credentials. */
  readonly role?: string;
  readonly externalId?: string;
  /** The account is new in its organization, so the role may still be missing. Absent: no. */
  readonly isNew?: true;
}
