import type { ClusterReadiness } from '../../shared/policy/recovery/readiness/decide.ts';
import { isBlocked } from '../../shared/policy/recovery/readiness/decide.ts';
import type { Unread } from './read-fleet.ts';

/** The findings of `dormouse readiness`. */
export interface ReadinessReport {
  readonly clusters: readonly ClusterReadiness[];
  readonly unread: readonly Unread[];
  /** The Region that counts as lost. */
  readonly lost?: string;
}

/** The readiness for programs; docs/recovery.md documents its shape. Ends with a line feed. */
export function readinessJson(
  { clusters, unread, lost }: ReadinessReport,
  unmatched: readonly string[],
): string {
  const report = {
    version: 1,
    ...(lost !== undefined && { lost }),
    clusters: clusters.map(({ places, ...cluster }) => ({
      ...cluster,
      ready: places.some((place) => !isBlocked(place)),
      places: places.map(({ at, ...place }) => ({
        ...place,
        at: new Date(at).toISOString(),
        ready: !isBlocked(place),
      })),
    })),
    unread,
    unmatched,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
