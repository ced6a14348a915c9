import { clusterLines, hasBlocker, readinessClusterJson, unreadLines } from '../survey/readiness-lines.ts';
import type { FoundReadiness } from '../survey/restore-readiness.ts';
import { count } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';

interface Look {
  readonly paint: Paint;
  readonly width: number;
}

/** The clusters with something in the way of a restore, and what could not be read. */
export function readinessLines({ clusters, unread }: FoundReadiness, look: Look): string[] {
  const blocked = clusters.filter(hasBlocker);
  const verdict =
    blocked.length === 0
      ? `nothing known is in the way of ${count(clusters.length, 'cluster')}`
      : `something is in the way of ${blocked.length} of ${count(clusters.length, 'cluster')}`;
  return [
    look.paint('heading', `Readiness: ${verdict}`),
    ...blocked.flatMap((cluster) => clusterLines(cluster, { ...look, all: false })),
    ...unreadLines(unread, look),
  ];
}

/** The same for programs, in the shape of `dormouse readiness --json`. */
export function readinessSection({ clusters, unread }: FoundReadiness): object {
  return { clusters: clusters.filter(hasBlocker).map(readinessClusterJson), unread };
}
