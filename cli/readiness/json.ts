import { readinessClusterJson } from '../survey/readiness-lines.ts';
import type { FoundReadiness } from '../survey/restore-readiness.ts';

/** The findings of `dormouse readiness`. */
export interface ReadinessReport extends FoundReadiness {
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
    clusters: clusters.map(readinessClusterJson),
    unread,
    unmatched,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
