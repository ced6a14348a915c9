import type { Cluster } from './cluster.ts';
import { engineOf } from './engines.ts';

/** Why AWS does not allow an action on a cluster, and what would help. */
export interface Ineligible {
  /** One sentence for people, with the remedy. */
  readonly detail: string;
  /** Where AWS says so. */
  readonly source: string;
}

/** One thing that AWS does not allow. */
export interface Obstacle<T> {
  readonly applies: (subject: T) => boolean;
  readonly detail: (subject: T) => string;
  readonly source: string;
}

/** The remedy where nothing about the cluster can be changed. */
export const EXCLUDE = 'exclude it from the rule';

export const MULTI_AZ_LIMITS =
  'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/multi-az-db-clusters-concepts.Limitations.html';

export function isMultiAz({ engine, instanceClass }: Cluster): boolean {
  return engineOf({ engine }).multiAz === true || instanceClass !== undefined;
}

export function firstObstacle<T>(obstacles: readonly Obstacle<T>[], subject: T): Ineligible | undefined {
  const obstacle = obstacles.find(({ applies }) => applies(subject));
  return obstacle && { detail: obstacle.detail(subject), source: obstacle.source };
}
