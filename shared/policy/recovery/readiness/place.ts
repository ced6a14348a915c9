import type { KeyState } from '../../model/kms-key.ts';
import type { MajorVersion } from '../support.ts';

/** An answer of AWS, or why there is none: what is not known is not ready. */
export type Answer<T> = { readonly known: T } | { readonly unread: string };

export interface SubnetGroup {
  readonly name: string;
  /** Availability Zones that its subnets are in. */
  readonly zones: number;
}

export interface ParameterGroup {
  readonly name: string;
  /** DBParameterGroupFamily, `aurora-postgresql16`. */
  readonly family: string;
}

export interface OfferedVersion {
  readonly engine: string;
  readonly version: string;
  readonly family: string;
}

/** How many more an account may have in a Region. */
export interface Room {
  readonly clusters: number;
  readonly instances: number;
}

/** The answers of AWS about one account and Region that decide whether a restore works there. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly subnetGroups: Answer<readonly SubnetGroup[]>;
  readonly clusterParameterGroups: Answer<readonly ParameterGroup[]>;
  readonly parameterGroups: Answer<readonly ParameterGroup[]>;
  readonly room: Answer<Room>;
  /** By engine, the versions that AWS offers. */
  readonly versions: Readonly<Record<string, Answer<readonly OfferedVersion[]>>>;
  /** By `versionKey`: how many Availability Zones offer each instance class. */
  readonly classes: Readonly<Record<string, Answer<Readonly<Record<string, number>>>>>;
  readonly majors: Answer<readonly MajorVersion[]>;
  /** By ARN. */
  readonly keys: Readonly<Record<string, Answer<KeyState>>>;
}

export function versionKey(engine: string, version: string): string {
  return `${engine} ${version}`;
}
