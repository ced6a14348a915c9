import { type ClusterReadiness, isBlocked } from '../../shared/policy/recovery/readiness/decide.ts';
import { clusterLines, hasBlocker, unreadLines } from '../survey/readiness-lines.ts';
import { count, wrap } from '../terminal/columns.ts';
import type { Paint } from '../terminal/paint.ts';
import type { ReadinessReport } from './json.ts';

interface Look {
  readonly paint: Paint;
  readonly width?: number;
  readonly all: boolean;
}

/** The readiness for people: the clusters with something in their way, or all. Ends with a line feed. */
export function readinessText({ clusters, unread, lost }: ReadinessReport, look: Look): string {
  const { paint, width = Number.POSITIVE_INFINITY } = look;
  const listed = clusters.filter((one) => look.all || lost !== undefined || hasBlocker(one));
  const missing = unreadLines(unread, look);
  const blocks = [
    ...listed.map((cluster) => clusterLines(cluster, look)),
    ...(missing.length > 0 ? [missing] : []),
    endingLines(clusters, lost, width, paint),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function endingLines(
  clusters: readonly ClusterReadiness[],
  lost: string | undefined,
  width: number,
  paint: Paint,
): string[] {
  const ready = clusters.filter(({ places }) => places.some((place) => !isBlocked(place)));
  const left = lost === undefined ? '' : ` after the loss of ${lost}`;
  const blocked = clusters.filter(hasBlocker).length;
  const text = `Readiness: ${ready.length} of ${count(clusters.length, 'cluster')} could be restored${left}; something is in the way of ${blocked}.`;
  return [
    ...wrap(paint('heading', text), width),
    ...wrap('Only a restore proves a snapshot: whether its data are right is not known from here.', width),
  ];
}
