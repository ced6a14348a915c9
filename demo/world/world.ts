import type { Deed } from './people.ts';

/** The simulated AWS, as far as the day needs it. */
export interface DemoWorld {
  /** Lets time pass up to an instant in epoch milliseconds. */
  advanceTo(at: number): void;
  /** RDS events so far, oldest first. */
  readonly events: readonly unknown[];
  /** Changes that people have made so far, oldest first. */
  readonly deeds: readonly Deed[];
  clusters(): readonly ClusterState[];
  snapshots(): readonly SnapshotState[];
}

/** A cluster as the simulator knows it at one moment. */
export interface ClusterState {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly id: string;
  readonly engine: string;
  readonly instances: number;
  readonly status: string;
  /** Restarts by changes of its activity stream. */
  readonly restarts?: number;
  /** Status of its activity stream, where it can have one. */
  readonly stream?: string;
  readonly serverless?: Capacity;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether clients want it now, also while it is down; absent: no metric says so. */
  readonly hasClients?: boolean;
  /** Whether all its instances are serverless and have paused. */
  readonly isPaused?: boolean;
}

/** Limits of its serverless capacity and its present capacity, in ACU, NCU or DCU. */
export interface Capacity {
  readonly min: number;
  readonly max: number;
  readonly units: number;
}

/** A snapshot as the simulator knows it at one moment. */
export interface SnapshotState {
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  /** Identifier of its cluster. */
  readonly cluster: string;
  readonly type: string;
  readonly status: string;
  /** ARN of the snapshot that it is a copy of. */
  readonly source?: string;
}
