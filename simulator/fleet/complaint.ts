import type { FleetFileCluster } from './schema.ts';

/** Something wrong with a fleet file that a schema cannot tell. */
export interface FleetFinding {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly message: string;
  readonly remedy: string;
}

/** One about a key of a cluster. */
export type Complaint = Omit<FleetFinding, 'path' | 'value'> & { readonly key: keyof FleetFileCluster };
