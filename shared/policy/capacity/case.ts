import type { Cluster, ServerlessCapacity } from '../model/cluster.ts';
import type { Finding, Left } from '../model/finding.ts';
import type { CapacityLine } from '../model/policy.ts';
import type { EpochMs } from '../time/units.ts';
import type { CapacityFacts } from './capacity.ts';

/** One cluster with serverless capacity before the line that holds now. */
export interface CapacityCase {
  readonly cluster: Cluster;
  readonly facts: CapacityFacts | undefined;
  readonly is: ServerlessCapacity;
  readonly line: CapacityLine;
  /** Why the line holds. */
  readonly because: string;
  readonly timezone: string;
  readonly now: EpochMs;
}

/** An act says what the capacity is to be now. */
export type CapacityFinding = Left | (Finding & { verdict: 'act'; readonly values: ServerlessCapacity });
