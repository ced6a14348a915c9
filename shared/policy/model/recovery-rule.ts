import type { Hours } from '../time/hours.ts';

/** Restores of a cluster that prove its backups. */
export interface RecoveryRule {
  readonly drill: DrillRule;
  /** By Region, or under `EVERYWHERE`: the network in which clusters are restored. */
  readonly network: Readonly<Record<string, DrillNetwork>>;
  readonly instance: {
    /** `smallest`, or an instance class. */
    readonly class: string;
  };
  readonly checks: readonly DrillCheck[];
  readonly targets: DrillTargets;
}

export interface DrillRule {
  readonly everyMs: number;
  /** A drill begins within them. */
  readonly hours: Hours;
  readonly from: readonly DrillPoint[];
  /** `source`, the Region of the cluster, or a Region that has copies. */
  readonly where: readonly string[];
  /** Drills at the same time in an account and Region, everybody's counted. */
  readonly atMost: number;
  /** Until a drill is cleaned up, however far it has come. */
  readonly ttlMs: number;
}

/** The recovery point that a drill restores. */
export type DrillPoint = 'newest' | 'oldest' | 'pitr';

/** The key under which a network stands that is the same in every Region. */
export const EVERYWHERE = '*';

export interface DrillNetwork {
  readonly subnetGroup: string;
  readonly securityGroups: readonly string[];
}

/** The network in which a rule restores clusters in a Region; undefined when it names none. */
export function networkIn({ network }: Pick<RecoveryRule, 'network'>, region: string) {
  return (Object.hasOwn(network, region) ? network[region] : undefined) ?? network[EVERYWHERE];
}

/** A question to the restored data. */
export type DrillCheck = SqlCheck | FunctionCheck;

/** Asked through the RDS Data API, which Aurora alone has. The first column of the first row is the answer. */
export interface SqlCheck {
  readonly kind: 'sql';
  readonly sql: string;
  readonly database: string;
  /** It fails when the answer is less. */
  readonly atLeast?: number;
  /** It fails when the answer is less than that of the last drill by more than this. */
  readonly shrinkAtMostPercent?: number;
  /** It fails when the answer, a time, is older than this. */
  readonly freshnessMs?: number;
}

export interface FunctionCheck {
  readonly kind: 'function';
  /** ARN of a Lambda function. */
  readonly arn: string;
}

export interface DrillTargets {
  /** From the request of the restore to the first answer. */
  readonly rtoMs?: number;
  /** Age of the newest data when the restore is requested. */
  readonly rpoMs?: number;
}
