import type { Missing } from './listing.ts';

/** A part of a fleet file, as plain data. */
export type Entry = Readonly<Record<string, unknown>>;

/** A fleet file: all but the clusters, and each of these by itself, because they are long. */
export interface FleetDocument {
  readonly head: Entry;
  readonly clusters: readonly Entry[];
  readonly missing: readonly Missing[];
}
