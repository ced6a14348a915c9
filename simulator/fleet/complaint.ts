import type { FleetFileCluster } from './schema.ts';

/** An error in a fleet file that a schema cannot find. */
export interface FleetFinding {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly message: string;
  readonly remedy: string;
}

/** One about a key of a cluster. */
export type Complaint = Omit<FleetFinding, 'path' | 'value'> & { readonly key: keyof FleetFileCluster };
